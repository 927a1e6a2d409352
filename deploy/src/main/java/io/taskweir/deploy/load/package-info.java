/** What {@code load} counts: how much of each tenant's work was going on at once, hour by hour. */
package io.taskweir.deploy.load;
