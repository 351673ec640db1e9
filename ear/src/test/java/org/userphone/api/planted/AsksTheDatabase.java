package org.userphone.api.planted;

import javax.sql.DataSource;

class AsksTheDatabase {

    DataSource database;
}
