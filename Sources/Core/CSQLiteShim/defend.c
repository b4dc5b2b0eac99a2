// SPDX-License-Identifier: EUPL-1.2
#include "CSQLiteShim.h"
#include <sqlite3.h>

int samverk_sqlite_defend(void *connection) {
    sqlite3 *db = connection;
    int status = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
    if (status == SQLITE_OK) status = sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 256 << 20);
    if (status == SQLITE_OK) status = sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, (int *)0);
    if (status == SQLITE_OK) status = sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)0);
    return status;
}
