/**
 * Whether the program is fit to serve, as load balancers and operators ask (MicroProfile Health).
 */
package org.userphone.api.health;
