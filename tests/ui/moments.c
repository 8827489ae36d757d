/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moments.h"

#include <unistd.h>

const Words english = {
  .lang = "en",
  .upgrading = "Upgrading",
  .result = "Result",
  .stop = "Stop",
  .log = "What the module says",
  .up_to_here = "Up to here you can stop",
  .passed = "Point of no return: passed",
  .up_to_mark = "Up to the mark you can stop: your module then keeps its old firmware.",
  .order_soon = "You can stop until the module is given its order",
  .may_describe = "30 %; it can be stopped up to 60 %",
  .was_describe = "65 %; the point of no return was at 60 %",
  .why_complete = "It cannot be stopped any more: the whole package is on the module",
  .why_order = "It cannot be stopped any more: the module has its order",
  .goes_on = "The module goes on by itself, whether it is watched or not.",
  .retreat = "It has ended early. The module is being asked",
  .stopping = "Stopping. Then the module is asked",
  .heard = "Last heard %d s ago; up to 2 min of silence is normal here.",
  .silent_in_stage = "Silent for 20 s; up to 5 min of silence is normal here.",
  .too_long = "Silent for 2 min 10 s; here 2 min is normal. The program now finds out how the module is",
  .receiving = "While it receives the package the module says nothing",
  .no_limit = "in this state no silence is too long.",
  .will_restart = "The module will restart 4 times",
  .second_of_four = "The module restarts 4 times; this was number 2.",
  .fifth_of_four = "This was restart number 5; mostly there are 4.",
  .five_minutes = "About 5 min left",
  .four_minutes = "About 4 min left",
  .left = " left",
  .late = "It takes longer than expected; that is no fault.",
  .needs_power = "It does so without this computer, as long as its power stays on.",
  .checking = "The module is checking the package",
  .told_silence = "The module has been silent for longer than is normal here.",
  .bar_waits = "the bar waits for it",
  .no_bar = "The module gives no figures for this part.",
  .waiting = "The module is waiting for its package",
  .how_far = "How far the module came before it began to wait is not known.",
  .tries = "It keeps trying by itself, without end.",
  .upgrading_step = "7. Upgrading: ",
  .done = "done",
  .ended = "ended",
  .really = "Really leave?",
  .can_be_stopped = "It can still be stopped",
  .being_stopped = "The upgrade is being stopped",
  .ended_early = "The upgrade has ended early",
  .by_itself = "The module is upgrading by itself",
  .keeps_trying = "The module is waiting for its package and keeps trying by itself",
  .next_time = "the next time the program starts",
  .nobody_watches = "Ask the module again later",
  .stay = "Stay here",
  .stop_it = "Stop the upgrade",
  .leave = "Leave all the same",
  .stop_watching = "Stop watching",
  .reason = "A module is being upgraded",
  .lid = "Keep the lid of this computer open",
};

const Words chinese = {
  .lang = "zh_CN",
  .upgrading = "正在升级",
  .result = "升级结果",
  .stop = "停止",
  .log = "模块的消息",
  .up_to_here = "到这里之前可以停止",
  .passed = "已过不可中断点",
  .up_to_mark = "在标记之前可以停止，模块保留旧固件；",
  .order_soon = "在此之前可以停止；发出之后就必须完成升级。",
  .may_describe = "30 %；60 % 之前可以停止",
  .was_describe = "65 %；不可中断点在 60 %",
  .why_complete = "已不可停止：升级包已全部到达模块",
  .why_order = "已不可停止：模块已收到升级指令",
  .goes_on = "无论本程序是否在跟踪，模块都会自行继续升级。",
  .retreat = "升级提前结束。正在查询模块",
  .stopping = "正在停止",
  .heard = "上次收到消息：%d 秒前。在这个阶段，2 分钟内没有消息都属正常。",
  .silent_in_stage = "已有 20 秒没有收到消息。在这个阶段，5 分钟内没有消息都属正常。",
  .too_long = "已有 2 分 10 秒没有收到消息，超过了这个阶段正常的 2 分钟。程序正在查明模块的状态",
  .receiving = "模块接收升级包时没有消息",
  .no_limit = "在这个阶段，多久没有消息都属正常。",
  .will_restart = "模块将重启 4 次",
  .second_of_four = "模块共重启 4 次，这是第 2 次。",
  .fifth_of_four = "这是第 5 次重启，通常为 4 次。",
  .five_minutes = "剩余约 5 分钟",
  .four_minutes = "剩余约 4 分钟",
  .left = "剩余",
  .late = "所用时间比预计的长，这并不是故障。",
  .needs_power = "只要模块不断电，没有电脑也能完成。",
  .checking = "模块正在校验升级包",
  .told_silence = "模块没有消息的时间已超过这个阶段的正常范围",
  .bar_waits = "进度条会停在原处等待",
  .no_bar = "模块在这一阶段不报告进度，这是正常的。",
  .waiting = "模块正在等待升级包",
  .how_far = "模块开始等待之前进行到哪一步，不得而知。",
  .tries = "它会一直自动重试",
  .upgrading_step = "7. 正在升级：",
  .done = "已完成",
  .ended = "已结束",
  .really = "确定要离开吗",
  .can_be_stopped = "现在仍可停止",
  .being_stopped = "正在停止升级",
  .ended_early = "升级提前结束，",
  .by_itself = "模块正在自行升级",
  .keeps_trying = "模块正在等待升级包，并会不断自行重试",
  .next_time = "下次启动",
  .nobody_watches = "请稍后再查询模块",
  .stay = "留在这里",
  .stop_it = "停止升级",
  .leave = "仍要离开",
  .stop_watching = "停止跟踪",
  .reason = "正在升级模块",
  .lid = "请不要合上电脑",
};

Ui *
moments_begin (const Words *words, gboolean mini)
{
  Ui *ui;

  g_autofree char *folder = g_strdup_printf ("%s/moments-%d", g_get_user_cache_dir (), (int) getpid ());

  g_setenv ("XDG_STATE_HOME", folder, TRUE);
  script_arm (mini);
  ui = ui_start (words->lang, NULL);
  script_start (ui);
  ui_await_title (ui, words->upgrading);
  return ui;
}

void
moments_remember (void)
{
  const DfotaJournal journal
      = { .place = (char *) SCRIPT_PORT, .state = (char *) "preparing", .updated = -1, .code = -1, .began = 1767225600 };

  g_assert_true (dfota_journal_write (&journal, NULL));
}

void
moments_end (Ui *ui)
{
  if (wizard_model_state (ui_model (ui))->running)
    script_finish (DFOTA_OUTCOME_DONE);
  ui_end (ui);
  dfota_journal_forget (SCRIPT_PORT, NULL);
}
