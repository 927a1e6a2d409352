/**
 * Running it: the local runner with its embedded broker and mini cluster, and the operator's verbs.
 * The broker and the mini cluster are on this room's class path only.
 */
package io.taskweir.deploy;
