/**
 * What {@code --plot} draws: one SVG per sensor from a finished run's roll-ups. Written as text, by
 * hand, since AWT needs fonts, which a headless machine has not.
 */
package io.taskweir.deploy.plot;
