/**
 * The JSON form of the contract over JAX-RS, routed by what the contract says (protocol sections
 * 3.5, 4).
 */
package org.userphone.api.rest;
