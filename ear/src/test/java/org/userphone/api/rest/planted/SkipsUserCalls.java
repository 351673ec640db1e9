package org.userphone.api.rest.planted;

import org.userphone.domain.account.SetPhone;

class SkipsUserCalls {

    SetPhone setPhone;
}
