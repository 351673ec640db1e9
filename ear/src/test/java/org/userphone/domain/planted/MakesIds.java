package org.userphone.domain.planted;

import com.github.f4b6a3.tsid.Tsid;

class MakesIds {

    Tsid id;
}
