package org.userphone.api.rest.planted;

import org.userphone.domain.user.SetPhone;

class SkipsUserCalls {

    SetPhone setPhone;
}
