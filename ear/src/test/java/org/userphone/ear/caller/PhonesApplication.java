package org.userphone.ear.caller;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** A MicroProfile application that calls userphone. */
@ApplicationPath("/")
public class PhonesApplication extends Application {}
