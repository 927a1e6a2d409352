/** Readings of sensors: checked, freed of repeats, consolidated over windows, reported. */
package io.taskweir.sensors;
