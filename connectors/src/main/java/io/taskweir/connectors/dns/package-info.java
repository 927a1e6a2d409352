/** The Domain Name System: from a server, or from a file. */
package io.taskweir.connectors.dns;
