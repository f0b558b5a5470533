/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include "rushes-drop-zone.h"
#include "rushes-job-row.h"
#include "rushes-tile.h"

#include <glib/gstdio.h>

/* The form as a person fills it: what to make it with, how large, how long, from which pictures and files; and what it says. */

#define MODELS                                                                                                                            \
  "'1':{'class_type':'UNETLoader','inputs':{'unet_name':'wan2.1_t2v_1.3B_fp16.safetensors','weight_dtype':'default'}},"                    \
  "'2':{'class_type':'CLIPLoader','inputs':{'clip_name':'umt5_xxl_fp8_e4m3fn_scaled.safetensors','type':'wan'}},"                          \
  "'3':{'class_type':'VAELoader','inputs':{'vae_name':'wan_2.1_vae.safetensors'}},"                                                        \
  "'4':{'class_type':'CLIPTextEncode','inputs':{'text':'A boat','clip':['2',0]}},"                                                         \
  "'5':{'class_type':'CLIPTextEncode','inputs':{'text':'blurry','clip':['2',0]}},"
#define LOADER(id, class_type, input, title, file) "'" id "':{'class_type':'" class_type "','inputs':{'" input "':'" file "'},'_meta':{'title':'" title "'}},"

/* First and last frame, two references that may be left out, a sound likewise, footage that is needed; a sampler of old. */
static const char media_graph[] =
  "{" MODELS LOADER ("20", "LoadImage", "image", "Start", "start.png") LOADER ("21", "LoadImage", "image", "End", "end.png")
  LOADER ("22", "LoadImage", "image", "Reference", "ref.png") LOADER ("23", "LoadImage", "image", "Reference", "ref.png")
  LOADER ("12", "LoadVideo", "file", "Footage", "take.mp4") LOADER ("13", "LoadAudio", "audio", "Song", "song.mp3")
  "'32':{'class_type':'CLIPVisionLoader','inputs':{'clip_name':'clip_vision_h.safetensors'}},"
  "'30':{'class_type':'CLIPVisionEncode','inputs':{'clip_vision':['32',0],'image':['22',0],'crop':'none'}},"
  "'31':{'class_type':'CLIPVisionEncode','inputs':{'clip_vision':['32',0],'image':['23',0],'crop':'none'}},"
  "'6':{'class_type':'WanFirstLastFrameToVideo','inputs':{'positive':['4',0],'negative':['5',0],'vae':['3',0],'width':640,'height':352,"
  "'length':17,'batch_size':1,'start_image':['20',0],'end_image':['21',0],'clip_vision_start_image':['30',0],'clip_vision_end_image':['31',0]}},"
  "'7':{'class_type':'KSampler','inputs':{'model':['1',0],'positive':['6',0],'negative':['6',1],'latent_image':['6',2],'seed':1,'steps':2,"
  "'cfg':1.0,'sampler_name':'euler_<old>','scheduler':'simple','denoise':1.0}},"
  "'8':{'class_type':'VAEDecode','inputs':{'samples':['7',0],'vae':['3',0]}},"
  "'9':{'class_type':'CreateVideo','inputs':{'images':['8',0],'fps':16.0,'audio':['13',0]}},"
  "'10':{'class_type':'SaveVideo','inputs':{'video':['9',0],'filename_prefix':'a','format':'auto','codec':'auto'}},"
  "'11':{'class_type':'GetVideoComponents','inputs':{'video':['12',0]}},"
  "'14':{'class_type':'CreateVideo','inputs':{'images':['11',0],'fps':16.0}},"
  "'15':{'class_type':'SaveVideo','inputs':{'video':['14',0],'filename_prefix':'b','format':'auto','codec':'auto'}}}";

/* Nothing in it can be told anything; it loads a picture that is no first frame. */
static const char mute_graph[] =
  "{" LOADER ("17", "LoadImage", "image", "Title", "title.png")
  "'18':{'class_type':'CreateVideo','inputs':{'images':['17',0],'fps':16.0}},"
  "'19':{'class_type':'SaveVideo','inputs':{'video':['18',0],'filename_prefix':'c','format':'auto','codec':'auto'}},"
  LOADER ("12", "LoadVideo", "file", "Footage", "take.mp4")
  "'11':{'class_type':'GetVideoComponents','inputs':{'video':['12',0]}},"
  "'14':{'class_type':'CreateVideo','inputs':{'images':['11',0],'fps':16.0}},"
  "'15':{'class_type':'SaveVideo','inputs':{'video':['14',0],'filename_prefix':'b','format':'auto','codec':'auto'}}}";

static char *folder; /* with the files that are chosen */

static RushesCore *
get_core (void)
{
  return rushes_window_get_core (window);
}

static RushesDraft
get_draft (void)
{
  RushesDraft draft;
  int count;

  rushes_compose_fill_draft (get_form (), &draft, &count);
  return draft;
}

static int
count_takes (void)
{
  g_auto (RushesDraft) draft = { 0 };
  int count;

  rushes_compose_fill_draft (get_form (), &draft, &count);
  return count;
}

static const char *
get_model_id (void)
{
  RushesModel *model = rushes_compose_get_model (get_form ());

  return model != NULL ? rushes_model_get_spec (model)->id : "";
}

static const char *
get_model_name (void)
{
  RushesModel *model = rushes_compose_get_model (get_form ());

  return model != NULL ? rushes_model_get_name (model) : "";
}

static GtkWidget *
tip (GtkWidget *parent, const char *text)
{
  GtkWidget *widget = find_with_tooltip (parent, text);

  if (widget == NULL)
    g_error ("Nothing says “%s”", text);
  return widget;
}

static gboolean
says (const char *name, const char *words)
{
  GtkWidget *label = find (name);

  return gtk_widget_get_mapped (label) && strstr (gtk_label_get_label (GTK_LABEL (label)), words) != NULL;
}

/* Types into a field whatever stood there. */
static void
retype (GtkWidget *entry, const char *text)
{
  click (GTK_IS_SPIN_BUTTON (entry) ? gtk_widget_get_first_child (entry) : entry); /* its middle may be a button */
  press_key (XK_a, XK_Control_L);
  type (text);
  press_key (XK_Tab, 0);
}

/* What opens below the model's row. */
static GtkWidget *
get_picker (void)
{
  GtkWidget *child = gtk_widget_get_last_child (find ("model-row"));

  while (!GTK_IS_POPOVER (child))
    child = gtk_widget_get_prev_sibling (child);
  return child;
}

static void
pick_model (const char *name)
{
  GtkWidget *label;

  click (find ("model-row"));
  wait_until (find_text (get_picker (), name) != NULL);
  label = find_text (get_picker (), name);
  click (label);
  wait_until (g_str_equal (get_model_name (), name) && !gtk_widget_get_mapped (label));
}

static void
use_videos_api (void)
{
  click (find ("provider-openai"));
  wait_until (g_str_has_prefix (get_model_id (), "sora"));
}

static void
use_comfyui (void)
{
  click (find ("provider-comfyui"));
  wait_until (rushes_compose_get_provider (get_form ()) == RUSHES_PROVIDER_COMFYUI && rushes_compose_get_model (get_form ()) != NULL);
}

static void
test_a_model_is_picked (void)
{
  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (get_core ())));
  use_comfyui ();
  pick_model ("HunyuanVideo");
  pick_model ("Wan 2.2 5B");
  /* By keys: what is typed into the search is what is left to pick. */
  use_videos_api ();
  click (find ("model-row"));
  type ("pro");
  wait_until (find_text (get_picker (), "sora-2") == NULL && find_text (get_picker (), "sora-2-pro") != NULL);
  press_key (XK_Return, 0);
  wait_until (g_str_equal (get_model_id (), "sora-2-pro") && !gtk_widget_get_mapped (get_picker ()));
  click (find ("model-row"));
  wait_until (find_text (get_picker (), "sora-2") != NULL); /* all are there again */
  type ("pro");
  press_key (XK_Escape, 0);
  wait_until (!gtk_widget_get_mapped (get_picker ()));
}

static RushesSize
get_size (void)
{
  g_auto (RushesDraft) draft = get_draft ();

  return (RushesSize) { draft.width, draft.height };
}

static gboolean
is_size (int width, int height)
{
  RushesSize size = get_size ();

  return size.width == width && size.height == height;
}

static double
get_seconds (void)
{
  g_auto (RushesDraft) draft = get_draft ();

  return draft.seconds;
}

static void
test_size_and_length (void)
{
  use_comfyui ();
  pick_model ("Wan 2.2 5B");
  click (tip (GTK_WIDGET (window), "704 × 1280"));
  wait_until (is_size (704, 1280));
  click (find ("sizes-other"));
  wait_until (gtk_widget_get_mapped (find ("width")));
  retype (find ("width"), "650"); /* the model's step is 32 */
  wait_until (is_size (640, 1280));
  retype (find ("length"), "4");
  wait_until (get_seconds () == 4);
  retype (find ("takes"), "3");
  wait_until (count_takes () == 3 && find_text (find ("generate"), "Generate 3 Takes") != NULL);
  retype (find ("takes"), "1");
  /* Another model with other rules, and back: each has what was chosen for it. */
  pick_model ("HunyuanVideo");
  wait_until (!is_size (640, 1280));
  pick_model ("Wan 2.2 5B");
  wait_until (is_size (640, 1280) && get_seconds () == 4);
  click (tip (GTK_WIDGET (window), "1280 × 704"));
}

static gint64
get_seed (void)
{
  g_auto (RushesDraft) draft = get_draft ();

  return draft.seed;
}

static void
test_the_seed (void)
{
  g_assert_cmpint (get_seed (), ==, -1);
  click (find ("seed-lock"));
  wait_until (gtk_widget_get_mapped (find ("seed")) && get_seed () >= 0);
  retype (find ("seed"), "4242");
  wait_until (get_seed () == 4242);
  click (find ("seed-lock"));
  wait_until (!gtk_widget_get_mapped (find ("seed")) && get_seed () == -1);
  click (find ("seed-lock"));
  wait_until (get_seed () == 4242);
  click (find ("seed-lock"));
}

/* The sample service with a price, as its user writes it in Preferences; the form asks it again. */
static void
set_price (double price)
{
  RushesConnections *connections = rushes_core_get_connections (get_core ());
  RushesConnection *old = rushes_connections_get_default (connections, RUSHES_PROVIDER_OPENAI);
  GVariantDict options = G_VARIANT_DICT_INIT (rushes_connection_get_options (old));
  g_autoptr (RushesConnection) connection = NULL;

  g_variant_dict_insert (&options, RUSHES_CONNECTION_PRICE, "d", price);
  connection = rushes_connection_new (rushes_connection_get_id (old), RUSHES_PROVIDER_OPENAI, rushes_connection_get_name (old),
                                      rushes_connection_get_url (old), g_variant_dict_end (&options), rushes_connection_get_default (old));
  rushes_connections_put_for_session (connections, connection);
}

/* What it will cost stands in the button: for the model, the size, the length and the takes. */
static void
test_the_cost (void)
{
  use_videos_api ();
  set_price (0.1);
  wait_until (rushes_compose_get_model (get_form ()) != NULL && rushes_model_get_spec (rushes_compose_get_model (get_form ()))->price_per_second == 0.1);
  pick_model ("sora-2");
  click (tip (GTK_WIDGET (window), "1280 × 720"));
  click (find_button (GTK_WIDGET (window), "4 s"));
  wait_until (find_text (find ("generate"), "$0.40") != NULL);
  click (find_button (GTK_WIDGET (window), "8 s"));
  wait_until (find_text (find ("generate"), "$0.80") != NULL);
  retype (find ("takes"), "2");
  wait_until (find_text (find ("generate"), "$1.60") != NULL);
  click (find ("lengths-other"));
  retype (find ("length"), "5");
  wait_until (find_text (find ("generate"), "$1.00") != NULL);
  retype (find ("takes"), "1");
  click (find_button (GTK_WIDGET (window), "4 s"));
}

static RushesDropZone *
get_zone (const char *name)
{
  return RUSHES_DROP_ZONE (find (name));
}

/* (transfer full): a picture with that many pixels */
static char *
new_picture (const char *name, int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  char *path = g_build_filename (folder, name, NULL);

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL));
  return path;
}

static void
test_a_first_frame_is_chosen (void)
{
  g_autofree char *path = new_picture ("wide.png", 400, 100);
  RushesDropZone *zone;

  use_comfyui ();
  pick_model ("Wan 2.2 5B");
  zone = get_zone ("first-frame");
  click (find_button (GTK_WIDGET (zone), "Choose…"));
  choose_file (path);
  wait_until (g_strcmp0 (rushes_drop_zone_get_path (zone), path) == 0 && gtk_widget_get_mapped (find ("cut")));
  gtk_widget_grab_focus (find ("cut"));
  press_key (XK_Right, 0);
  wait_until (rushes_drop_zone_get_cut (zone)->x > 0);
  press_key (XK_Left, 0);
  press_key (XK_Left, 0);
  wait_until (rushes_drop_zone_get_cut (zone)->x < 0);
  click (find ("fit"));
  wait_until (rushes_drop_zone_get_cut (zone)->fit);
  press_key (XK_Down, 0); /* whole: there is nothing to move */
  click (find ("fit"));
  wait_until (!rushes_drop_zone_get_cut (zone)->fit);
  click (tip (GTK_WIDGET (zone), "Remove the Picture"));
  wait_until (rushes_drop_zone_get_path (zone) == NULL && find_text (GTK_WIDGET (zone), "Drop a first frame") != NULL);
}

static GtkWidget *
get_tile (guint position)
{
  GtkWidget *cell;

  wait_for_frames ();
  cell = gtk_widget_get_first_child (find ("grid"));
  while (cell != NULL && position-- > 0)
    cell = gtk_widget_get_next_sibling (cell);
  return cell != NULL ? gtk_widget_get_first_child (cell) : NULL;
}

/* A video is no picture: it says so, and whatever is there before stays possible. */
static void
test_what_is_no_picture_says_so (void)
{
  RushesDropZone *zone = get_zone ("first-frame");

  drag_onto (get_tile (0), GTK_WIDGET (zone));
  wait_until (find_text (GTK_WIDGET (zone), "This is no picture that can be read") != NULL);
  click (tip (GTK_WIDGET (zone), "Remove the Picture"));
  wait_until (rushes_drop_zone_get_path (zone) == NULL);
}

/* Takes a graph in as a person does who opens a file; its form is shown then. */
static void
open_graph (const char *name, const char *graph)
{
  g_autofree char *base = g_strconcat (name, ".json", NULL), *path = g_build_filename (folder, base, NULL);
  g_autofree char *text = g_strdelimit (g_strdup (graph), "'", '"');

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  click (find ("model-row"));
  wait_until (find_button (get_picker (), "Open a Workflow File…") != NULL);
  click (find_button (get_picker (), "Open a Workflow File…"));
  choose_file (path);
  wait_until (g_str_equal (get_model_name (), name));
}

/* The row of a place: its title, and what stands below. */
static gboolean
row_says (const char *name, const char *title, const char *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (find (name));

  return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0 && g_strcmp0 (adw_action_row_get_subtitle (row), subtitle) == 0;
}

static void
choose_for (const char *name, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  click (tip (find (name), "Choose a File"));
  choose_file (path);
  wait_until (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (find (name))), base) == 0);
}

static void
test_files_of_a_workflow (void)
{
  g_autofree char *first = new_picture ("ref-a.png", 64, 64), *second = new_picture ("ref-b.png", 64, 64);
  g_autofree char *song = g_build_filename (folder, "song.ogg", NULL);

  g_assert_true (g_file_set_contents (song, "OggS and more", -1, NULL));
  open_graph ("media", media_graph);
  g_assert_true (row_says ("12.file", "Footage", "Needs a video"));
  g_assert_true (row_says ("13.audio", "Song", "A sound file, or nothing"));
  g_assert_true (row_says ("22.image", "Reference 1", "A picture, or nothing"));
  g_assert_true (row_says ("23.image", "Reference 2", "A picture, or nothing"));
  g_assert_true (gtk_widget_get_mapped (find ("first-frame")) && gtk_widget_get_mapped (find ("last-frame")));
  drag_onto (get_tile (0), find ("12.file")); /* a clip of the library */
  wait_until (g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (find ("12.file"))), ".mp4"));
  choose_for ("13.audio", song);
  choose_for ("22.image", first);
  choose_for ("23.image", second);
  click (tip (find ("23.image"), "Take It Out"));
  wait_until (row_says ("23.image", "Reference 2", "A picture, or nothing"));
  g_assert_true (gtk_widget_is_focus (tip (find ("23.image"), "Choose a File"))); /* where the keyboard goes on */
}

static void
test_a_frame_becomes_the_last (void)
{
  RushesDropZone *last = get_zone ("last-frame");
  RushesViewer *viewer = rushes_window_get_viewer (window);
  g_autoptr (RushesClip) clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);

  rushes_window_show_clip (window, clip);
  wait_until (rushes_viewer_get_clip (viewer) == clip && rushes_player_get_position (rushes_viewer_get_player (viewer)) > 0.1);
  press_key (XK_u, XK_Shift_L);
  wait_until (rushes_drop_zone_get_path (last) != NULL && rushes_viewer_get_clip (viewer) == NULL);
  g_assert_null (rushes_drop_zone_get_path (get_zone ("first-frame")));
  rushes_drop_zone_set_path (last, NULL);
}

/* The sampler that it was saved with is gone, which nobody takes for markup: the nearest is chosen, and it says so; any other can be. */
static void
test_a_choice_that_is_gone (void)
{
  g_auto (RushesDraft) before = { 0 }, after = { 0 };
  const char *sampler = NULL;
  GtkWidget *row;

  click (find_text (find ("advanced"), "Advanced"));
  wait_until (find_text (find ("advanced"), "“euler_<old>” is not there. The nearest is “euler”") != NULL);
  row = gtk_widget_get_ancestor (find_text (find ("advanced"), "Sampler"), ADW_TYPE_ACTION_ROW);
  before = get_draft ();
  g_variant_lookup (before.fields, "sampler", "&s", &sampler);
  g_assert_cmpstr (sampler, ==, "euler");
  click (find_text (row, "euler"));
  wait_until (find_text (row, "heun") != NULL);
  click (find_text (row, "heun"));
  after = get_draft ();
  wait_until (({ rushes_draft_clear (&after); after = get_draft (); g_variant_lookup (after.fields, "sampler", "&s", &sampler) && g_str_equal (sampler, "heun"); }));
  click (find_text (find ("advanced"), "Advanced"));
}

static gboolean
is_marked (const char *name)
{
  return gtk_widget_has_css_class (find (name), "error");
}

/* What is missing is said, and marked where it is to be chosen, until it is. */
static void
test_what_is_missing_is_marked (void)
{
  RushesDropZone *first = get_zone ("first-frame"), *last = get_zone ("last-frame");
  g_autofree char *path = new_picture ("start.png", 640, 352);

  rushes_compose_set_prompt (get_form (), "a marked boat");
  click (tip (find ("12.file"), "Take It Out"));
  wait_until (row_says ("12.file", "Footage", "Needs a video"));
  click (find ("generate"));
  wait_until (is_marked ("first-frame") && says ("compose-hint", "first-frame picture"));
  click (find_button (GTK_WIDGET (first), "Choose…"));
  choose_file (path);
  wait_until (!is_marked ("first-frame") && !gtk_widget_get_visible (find ("compose-hint")));
  click (find ("generate"));
  wait_until (is_marked ("12.file") && says ("compose-hint", "“Footage” needs a video"));
  g_assert_true (gtk_widget_is_focus (tip (find ("12.file"), "Choose a File")) || gtk_widget_is_focus (find ("12.file")));
  drag_onto (get_tile (0), find ("12.file"));
  wait_until (!is_marked ("12.file"));
  click (find_button (GTK_WIDGET (last), "Choose…"));
  choose_file (path);
  wait_until (rushes_drop_zone_get_path (last) != NULL);
}

/* (transfer full) (nullable): the newest clip with that prompt */
static RushesClip *
find_clip (const char *prompt)
{
  RushesLibrary *library = rushes_core_get_library (get_core ());
  g_autoptr (GArray) rows = rushes_library_query (library, &(RushesQuery) { .words = prompt }, NULL);

  return rows->len > 0 ? rushes_library_ref_clip (library, g_array_index (rows, gint64, 0), NULL) : NULL;
}

static void
test_it_is_sent_with_its_files (void)
{
  guint before = count_clips ();
  g_autoptr (RushesClip) clip = NULL;
  g_autoptr (GVariant) files = NULL;
  const char *kept = NULL;

  retype (find ("length"), "1");
  click (find ("generate"));
  wait_until (count_clips () >= before + 1 && rushes_job_queue_is_idle (rushes_core_get_queue (get_core ())));
  clip = find_clip ("marked");
  g_assert_nonnull (clip);
  files = g_variant_lookup_value (rushes_request_get_variant (rushes_clip_get_info (clip)->request), RUSHES_REQUEST_FILES, G_VARIANT_TYPE_VARDICT);
  g_assert_true (g_variant_lookup (files, "12.file", "&s", &kept) && g_str_has_suffix (kept, ".mp4"));
  g_assert_true (g_variant_lookup (files, "13.audio", "&s", &kept) && g_variant_lookup (files, "22.image", "&s", &kept));
  g_assert_false (g_variant_lookup (files, "23.image", "&s", &kept)); /* left empty */
}

/* Another form, and the settings of that clip again: files, seed and all. */
static void
test_settings_come_back (void)
{
  g_autoptr (RushesClip) clip = find_clip ("marked");
  RushesRequest *request = rushes_clip_get_info (clip)->request;
  g_autoptr (GVariant) kept = g_variant_lookup_value (rushes_request_get_variant (request), RUSHES_REQUEST_FILES, G_VARIANT_TYPE_VARDICT);
  g_auto (RushesDraft) draft = { 0 };

  pick_model ("Wan 2.2 5B");
  g_assert_false (gtk_widget_get_visible (find ("files")));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.reuse-settings", "s", rushes_clip_get_id (clip));
  wait_until (g_str_equal (get_model_name (), "media") && get_seed () >= 0);
  draft = get_draft ();
  g_assert_cmpstr (draft.prompt, ==, "a marked boat");
  g_assert_cmpint (draft.seed, ==, rushes_request_get_int (request, RUSHES_REQUEST_SEED, -1));
  g_assert_cmpvariant (draft.files, kept);
  g_assert_cmpstr (draft.picture, ==, rushes_request_get_string (request, RUSHES_REQUEST_PICTURE));
  click (find ("seed-lock"));
}

/* As the settings of a clip that came with its graph are used again and again. */
static void
test_a_graph_comes_in_once (void)
{
  RushesWorkflows *workflows = rushes_core_get_workflows (get_core ());
  guint n = g_list_model_get_n_items (G_LIST_MODEL (workflows));
  g_autoptr (RushesWorkflow) first = g_list_model_get_item (G_LIST_MODEL (workflows), 0);
  g_autofree char *path = rushes_workflows_dup_path (workflows, rushes_workflow_get_id (first)), *graph = NULL;
  g_autoptr (RushesRequest) request = NULL;
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  g_assert_true (g_file_get_contents (path, &graph, NULL, NULL));
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", "comfyui");
  g_variant_dict_insert (&members, RUSHES_REQUEST_MODEL, "s", "workflow:of-another-library");
  g_variant_dict_insert (&members, RUSHES_REQUEST_WORKFLOW_NAME, "s", "Again");
  g_variant_dict_insert (&members, RUSHES_REQUEST_WORKFLOW, "s", graph);
  request = rushes_request_new (g_variant_dict_end (&members));
  pick_model ("Wan 2.2 5B");
  rushes_composer_reuse (rushes_window_get_composer (window), request);
  wait_until (g_str_equal (get_model_name (), rushes_workflow_get_name (first)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (workflows)), ==, n);
  rushes_workflows_remove (workflows, rushes_workflow_get_id (first));
  pick_model ("Wan 2.2 5B");
  rushes_composer_reuse (rushes_window_get_composer (window), request);
  wait_until (g_str_equal (get_model_name (), rushes_workflow_get_name (first)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (workflows)), ==, n);
}

/* A picture from elsewhere goes to the first place for one that is empty. */
static void
test_a_frame_finds_a_place (void)
{
  g_autofree char *path = new_picture ("frame.png", 64, 64);

  open_graph ("mute", mute_graph);
  g_assert_true (row_says ("17.image", "Title", "Needs a picture"));
  g_assert_true (rushes_compose_set_picture (get_form (), path));
  g_assert_true (row_says ("17.image", "Title", "frame.png"));
}

static void
test_no_place_for_a_prompt (void)
{
  wait_until (gtk_widget_get_mapped (find ("no-prompt")) && says ("no-prompt", "no place for a prompt"));
  g_assert_false (gtk_widget_get_mapped (find ("prompt")));
  pick_model ("Wan 2.2 5B");
  wait_until (gtk_widget_get_mapped (find ("prompt")) && !gtk_widget_get_visible (find ("no-prompt")));
}

/* With several servers the form asks which, and any may be meant. */
static void
test_several_servers (void)
{
  RushesConnections *connections = rushes_core_get_connections (get_core ());
  g_autoptr (RushesConnection) other = rushes_connection_new ("other", RUSHES_PROVIDER_COMFYUI, "Nobody Home", "http://127.0.0.1:9",
                                                              g_variant_new ("a{sv}", NULL), FALSE);
  GtkWidget *row = find ("connection");

  rushes_connections_put_for_session (connections, other);
  wait_until (gtk_widget_get_mapped (row));
  click (row);
  wait_until (find_text (row, "Nobody Home") != NULL);
  click (find_text (row, "Nobody Home"));
  wait_until (says ("compose-hint", "Nobody Home"));
  click (row);
  wait_until (find_text (row, "Any server that is free") != NULL);
  click (find_text (row, "Any server that is free"));
  wait_until (rushes_compose_get_model (get_form ()) != NULL && !gtk_widget_get_visible (find ("compose-hint")));
  rushes_connections_remove (connections, "other");
  wait_until (!gtk_widget_get_visible (row));
}

/* A file that cannot be made a form says why, in the form. */
static void
test_a_file_that_is_no_workflow (void)
{
  g_autofree char *path = g_build_filename (folder, "list.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "[]", -1, NULL));
  rushes_window_open_workflow (window, file);
  wait_until (says ("compose-hint", "no ComfyUI workflow"));
  click (find ("prompt"));
  type ("x");
  wait_until (!gtk_widget_get_visible (find ("compose-hint")));
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  folder = g_build_filename (g_get_user_cache_dir (), "chosen", NULL);
  g_mkdir_with_parents (folder, 0700);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form/a-model-is-picked", test_a_model_is_picked);
  g_test_add_func ("/form/size-and-length", test_size_and_length);
  g_test_add_func ("/form/the-seed", test_the_seed);
  g_test_add_func ("/form/the-cost", test_the_cost);
  g_test_add_func ("/form/a-first-frame-is-chosen", test_a_first_frame_is_chosen);
  g_test_add_func ("/form/what-is-no-picture-says-so", test_what_is_no_picture_says_so);
  g_test_add_func ("/form/files-of-a-workflow", test_files_of_a_workflow);
  g_test_add_func ("/form/a-frame-becomes-the-last", test_a_frame_becomes_the_last);
  g_test_add_func ("/form/a-choice-that-is-gone", test_a_choice_that_is_gone);
  g_test_add_func ("/form/what-is-missing-is-marked", test_what_is_missing_is_marked);
  g_test_add_func ("/form/it-is-sent-with-its-files", test_it_is_sent_with_its_files);
  g_test_add_func ("/form/settings-come-back", test_settings_come_back);
  g_test_add_func ("/form/a-graph-comes-in-once", test_a_graph_comes_in_once);
  g_test_add_func ("/form/a-frame-finds-a-place", test_a_frame_finds_a_place);
  g_test_add_func ("/form/no-place-for-a-prompt", test_no_place_for_a_prompt);
  g_test_add_func ("/form/several-servers", test_several_servers);
  g_test_add_func ("/form/a-file-that-is-no-workflow", test_a_file_that_is_no_workflow);
  return drive (argc, argv);
}
