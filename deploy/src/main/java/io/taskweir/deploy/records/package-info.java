/** What runs have left behind, line by line: in a bounded run's folder, or in topics. */
package io.taskweir.deploy.records;
