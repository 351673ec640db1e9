package org.userphone.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The JAX-RS application; it answers on every path, also on those that do not exist. */
@ApplicationPath("/")
public class Api extends Application {}
