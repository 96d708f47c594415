using Groundswell.Signals;

namespace Groundswell.Server.Sqlite;

/// <summary>A batch on its way to the disk.</summary>
internal sealed class PendingAppend(Memory<Report> reports)
{
    public Memory<Report> Reports => reports;

    // Continuations run elsewhere: the writer's thread has the next commit to make.
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
