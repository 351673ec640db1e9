/**
 * The launcher of userphone.jar. It runs before and around the server, sees nothing of the
 * application's classes, and owns standard output, standard error and the exit status.
 */
package org.userphone.ear;
