package org.userphone.api.planted;

import org.userphone.persistence.planted.Rows;

class KnowsPersistence {

    Rows rows;
}
