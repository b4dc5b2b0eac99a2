// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <sqlite3.h>

/// Puts a connection in defensive mode: no writes to the schema tables, no trusted schema, no double-quoted strings, no
/// value beyond 256 MB.
/// Swift cannot call the variadic sqlite3_db_config. Returns SQLITE_OK (0) or SQLite's error code.
int samverk_sqlite_defend(void *connection);
