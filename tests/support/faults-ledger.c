/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include "faults.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What changes the ledger, by the statements that SQLite is given: each is “move” before it is carried out, “commit” before the transaction that it is in is,
 * and “moved” when it is on the disk. Its path is “ledger:” and what it does, as “ledger:waiting>submitting”. */

#define SQLITE_DONE 101
#define MOVES 16 /* in one transaction */
#define LONG 64

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;

int sqlite3_step (sqlite3_stmt *statement);

static __thread char moves[MOVES][LONG]; /* of the transaction of this thread: ours hold a lock while they have one */
static __thread int n_moves;

/* A call of SQLite's own, which this does not link. */
static void *
find (const char *name)
{
  return dlsym (RTLD_DEFAULT, name);
}

static sqlite3 *
get_database (sqlite3_stmt *statement)
{
  return ((sqlite3 * (*) (sqlite3_stmt *)) find ("sqlite3_db_handle")) (statement);
}

static int
is_committed (sqlite3_stmt *statement)
{
  return ((int (*) (sqlite3 *)) find ("sqlite3_get_autocommit")) (get_database (statement));
}

static int
has_changed (sqlite3_stmt *statement)
{
  return ((int (*) (sqlite3 *)) find ("sqlite3_changes")) (get_database (statement)) > 0;
}

static int
begins (const char *text, const char *beginning)
{
  return strncmp (text, beginning, strlen (beginning)) == 0;
}

/* The word in quotation marks behind the last place where it says so. */
static void
copy_word (const char *text, const char *where, char *word, size_t room)
{
  const char *found = NULL;

  for (const char *p = strstr (text, where); p != NULL; p = strstr (p + 1, where))
    found = p + strlen (where);
  snprintf (word, room, "%.*s", found != NULL ? (int) strcspn (found, "'") : 1, found != NULL ? found : "?");
}

/* UPDATE jobs SET state = 'waiting', … WHERE id = '…' AND state = 'failed' */
static void
name_step (const char *text, char *name)
{
  char from[LONG / 3];

  copy_word (text, " AND state = '", from, sizeof from);
  snprintf (name, LONG, "ledger:%s>%.*s", from, (int) strcspn (text + strlen ("UPDATE jobs SET state = '"), "'"), text + strlen ("UPDATE jobs SET state = '"));
}

/* What it does with the ledger, in @name; empty: nothing. */
static void
name_move (const char *sql, sqlite3_stmt *statement, char *name)
{
  char *text;

  name[0] = '\0';
  if (begins (sql, "INSERT INTO jobs "))
    strcpy (name, "ledger:new");
  else if (begins (sql, "DELETE FROM jobs "))
    strcpy (name, "ledger:forgotten");
  else if (begins (sql, "INSERT INTO spent ") || begins (sql, "UPDATE spent "))
    strcpy (name, "ledger:spent");
  else if (begins (sql, "UPDATE jobs SET state = "))
    {
      text = ((char *(*) (sqlite3_stmt *)) find ("sqlite3_expanded_sql")) (statement);
      if (text == NULL)
        return;
      name_step (text, name);
      ((void (*) (void *)) find ("sqlite3_free")) (text);
    }
  else if (begins (sql, "UPDATE jobs SET cancel_requested "))
    strcpy (name, "ledger:cancel");
  else if (begins (sql, "UPDATE jobs "))
    strcpy (name, "ledger:order");
}

static void
tell_all (const char *op)
{
  for (int i = 0; i < n_moves; i++)
    faults_pass (op, moves[i]);
}

static void
remember (const char *name)
{
  if (n_moves == MOVES)
    abort ();
  strcpy (moves[n_moves++], name);
}

int
sqlite3_step (sqlite3_stmt *statement)
{
  int (*real) (sqlite3_stmt *) = dlsym (RTLD_NEXT, "sqlite3_step"), result;
  const char *sql = ((const char *(*) (sqlite3_stmt *)) find ("sqlite3_sql")) (statement);
  char name[LONG];

  if (!faults_has_ledger () || sql == NULL)
    return real (statement);
  name_move (sql, statement, name);
  if (name[0] != '\0')
    faults_pass ("move", name);
  if (begins (sql, "COMMIT"))
    tell_all ("commit");
  result = real (statement);
  if (name[0] != '\0' && result == SQLITE_DONE && has_changed (statement))
    remember (name);
  if (n_moves > 0 && is_committed (statement))
    {
      if (result == SQLITE_DONE && !begins (sql, "ROLLBACK"))
        tell_all ("moved");
      n_moves = 0;
    }
  return result;
}
