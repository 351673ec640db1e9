/**
 * What runs: the nodes of the installation, each with its last sign of life, and the database that
 * they share.
 */
package org.userphone.domain.installation;
