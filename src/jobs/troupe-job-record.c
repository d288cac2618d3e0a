/* SPDX-FileCopyrightText: 2026 The Troupe contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "troupe-job-record.h"

/**
 * TroupeJobRecord:
 *
 * One job for people to see.
 */
struct _TroupeJobRecord
{
  GObject       parent_instance;

  /* Owned */
  char         *id;
  TroupeJobRow *row;    /* NULL until it was read */
};

G_DEFINE_FINAL_TYPE (TroupeJobRecord, troupe_job_record, G_TYPE_OBJECT)

static guint changed_signal;

static void
troupe_job_record_finalize (GObject *object)
{
  TroupeJobRecord *self = TROUPE_JOB_RECORD (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->row, troupe_job_row_free);
  G_OBJECT_CLASS (troupe_job_record_parent_class)->finalize (object);
}

static void
troupe_job_record_class_init (TroupeJobRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = troupe_job_record_finalize;

  /**
   * TroupeJobRecord::changed:
   * @self: the record
   *
   * Something of the job is not what it was.
   */
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
troupe_job_record_init (TroupeJobRecord *self)
{
}

/**
 * troupe_job_record_new:
 * @id: a job
 *
 * Returns: (transfer full): a record that is not read yet
 */
TroupeJobRecord *
troupe_job_record_new (const char *id)
{
  TroupeJobRecord *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (TROUPE_TYPE_JOB_RECORD, NULL);
  self->id = g_strdup (id);
  return self;
}

/**
 * troupe_job_record_get_id:
 * @self: a record
 *
 * Returns: the id of the job
 */
const char *
troupe_job_record_get_id (TroupeJobRecord *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RECORD (self), NULL);

  return self->id;
}

/**
 * troupe_job_record_get_row:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): what there is to show, until the next change; `NULL` until it was read
 */
const TroupeJobRow *
troupe_job_record_get_row (TroupeJobRecord *self)
{
  g_return_val_if_fail (TROUPE_IS_JOB_RECORD (self), NULL);

  return self->row;
}

/**
 * troupe_job_record_take_row:
 * @self: a record
 * @row: (transfer full): what the journal says now
 *
 * Brings a record up to date. An older row than the one it has, of a query that was overtaken, is dropped.
 */
void
troupe_job_record_take_row (TroupeJobRecord *self,
                            TroupeJobRow    *row)
{
  g_return_if_fail (TROUPE_IS_JOB_RECORD (self));
  g_return_if_fail (row != NULL);

  if (self->row != NULL && row->revision <= self->row->revision)
    {
      troupe_job_row_free (row);
      return;
    }
  g_clear_pointer (&self->row, troupe_job_row_free);
  self->row = row;
  g_signal_emit (self, changed_signal, 0);
}
