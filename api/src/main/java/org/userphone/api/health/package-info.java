/** The health checks that load balancers and operators ask (MicroProfile Health). */
package org.userphone.api.health;
