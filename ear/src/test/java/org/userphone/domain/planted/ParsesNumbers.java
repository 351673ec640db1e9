package org.userphone.domain.planted;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

class ParsesNumbers {

    PhoneNumberUtil numbers;
}
