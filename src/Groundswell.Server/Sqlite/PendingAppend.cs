using Groundswell.Signals;

namespace Groundswell.Server.Sqlite;

/// <summary>A batch on its way to the disk.</summary>
internal sealed class PendingAppend(Memory<Report> reports, long bytes)
{
    public Memory<Report> Reports => reports;

    /// <summary>About how much memory it takes.</summary>
    public long Bytes => bytes;

    // Continuations run elsewhere: the writer's thread has the next commit to make.
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
