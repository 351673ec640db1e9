/** The JSON form of the contract over JAX-RS (spec sections 3.5, 4). */
package org.userphone.api.rest;
