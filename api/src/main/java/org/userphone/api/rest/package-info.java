/** The JSON form of the contract over JAX-RS (protocol sections 3.5, 4). */
package org.userphone.api.rest;
