/** Training a model on labelled messages, and measuring it beside another filter. */
package io.taskweir.deploy.train;
