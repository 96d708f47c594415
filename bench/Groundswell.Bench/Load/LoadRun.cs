using System.Diagnostics;

namespace Groundswell.Bench.Load;

/// <summary>Sends requests over several connections for a while, each connection one at a time (a closed loop).</summary>
internal static class LoadRun
{
    private const int StackBytes = 256 * 1024;

    /// <param name="port">Of the server on this machine.</param>
    /// <param name="templates">What is sent, in turns.</param>
    /// <param name="connections">One thread each.</param>
    /// <param name="length">How long requests are begun.</param>
    /// <param name="expectedStatus">Any other answer counts as a failure.</param>
    public static LoadResult Run(int port, IReadOnlyList<RequestTemplate> templates, int connections, TimeSpan length, int expectedStatus)
    {
        using var ready = new CountdownEvent(connections);
        using var go = new ManualResetEventSlim();
        var tallies = new Tally[connections];
        var threads = new Thread[connections];
        var end = 0L;
        for (var i = 0; i < connections; i++)
        {
            var tally = tallies[i] = new Tally();
            var own = templates.Select(t => t.Copy()).ToArray();
            var offset = i;
            threads[i] = new Thread(
                () =>
                {
                    try
                    {
                        using var connection = new HttpConnection(port);
                        ready.Signal();
                        go.Wait();
                        Work(connection, own, offset, Volatile.Read(ref end), expectedStatus, tally);
                    }
                    catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
                    {
                        tally.Failure = exception.Message;
                        if (!go.IsSet)
                        {
                            ready.Signal();
                        }
                    }
                },
                StackBytes);
            threads[i].Start();
        }

        ready.Wait();
        using var self = Process.GetCurrentProcess();
        var processor = self.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        Volatile.Write(ref end, start + (long)(length.TotalSeconds * Stopwatch.Frequency));
        go.Set();
        foreach (var thread in threads)
        {
            thread.Join();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        self.Refresh();
        return LoadResult.Of(tallies, elapsed, self.TotalProcessorTime - processor);
    }

    private static void Work(HttpConnection connection, RequestTemplate[] templates, int offset, long end, int expectedStatus, Tally tally)
    {
        var previous = Stopwatch.GetTimestamp();
        for (var i = offset; previous < end; i++)
        {
            var template = templates[i % templates.Length];
            var status = connection.Send(template.Next());
            var now = Stopwatch.GetTimestamp();
            if (status == expectedStatus)
            {
                tally.Requests++;
                tally.Items += template.Items;
                tally.Bytes += connection.AnswerBytes;
                tally.Add(now - previous);
            }
            else
            {
                tally.Failure = $"status {status}";
                tally.Failures++;
            }

            previous = now;
        }
    }
}
