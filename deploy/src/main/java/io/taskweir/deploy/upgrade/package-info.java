/** Taking a running job to another version of its code: what becomes of its state, said before. */
package io.taskweir.deploy.upgrade;
