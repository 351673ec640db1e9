package org.userphone.sms.http;

import java.net.UnknownHostException;

/** A host has no address that may be connected to. Nothing was sent. */
public final class ForbiddenAddress extends UnknownHostException {

    private static final long serialVersionUID = 1;
}
