/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-spinner.h"

/* Turns as long as it can be seen. */
struct _RushesSpinner
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (RushesSpinner, rushes_spinner, ADW_TYPE_BIN)

static void
rushes_spinner_class_init (RushesSpinnerClass *klass)
{
}

static void
rushes_spinner_init (RushesSpinner *self)
{
#if ADW_CHECK_VERSION(1, 6, 0)
  GtkWidget *spinner = adw_spinner_new ();
#else
  GtkWidget *spinner = gtk_spinner_new ();

  gtk_spinner_start (GTK_SPINNER (spinner));
#endif
  adw_bin_set_child (ADW_BIN (self), spinner);
}
