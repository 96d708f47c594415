using System.Net.Sockets;

namespace Groundswell.DnsBed.Proxies;

/// <summary>Answers that are being made. An asker that has gone away fails its own answer and nothing else.</summary>
internal sealed class Outstanding
{
    private readonly HashSet<Task> _tasks = [];
    private readonly Lock _lock = new();

    public void Add(Task task)
    {
        var watched = WatchAsync(task);
        lock (_lock)
        {
            _tasks.RemoveWhere(t => t.IsCompleted);
            _tasks.Add(watched);
        }
    }

    private static async Task WatchAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The asker or the bed ended first.
        }
    }
}
