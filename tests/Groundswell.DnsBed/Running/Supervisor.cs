using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Groundswell.DnsBed.Running;

/// <summary>
/// Holds the servers' processes through one shell that waits on its input: the pipe closes when this process ends in whatever way, and
/// the shell then ends the servers. So nothing is left over when a test host is killed.
/// </summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _shell;
    private readonly string _folder;

    private Supervisor(Process shell, string folder) => (_shell, _folder) = (shell, folder);

    /// <summary>Starts every command with its output in <c>name.log</c>.</summary>
    public static async Task<Supervisor> StartAsync(string folder, IEnumerable<(string Name, IReadOnlyList<string> Command)> servers, CancellationToken cancellationToken)
    {
        var script = new StringBuilder("pids=\n");
        foreach (var (name, command) in servers)
        {
            script.AppendLine(CultureInfo.InvariantCulture, $"{string.Join(' ', command.Select(Quoted))} >{Quoted(LogOf(folder, name))} 2>&1 </dev/null &");
            script.AppendLine(CultureInfo.InvariantCulture, $"echo $! >{Quoted(PidOf(folder, name))}; pids=\"$pids $!\"");
        }

        // A server that was asked to end and does not is ended: none of them has anything to keep.
        script.AppendLine("""
            read -r _
            trap '' INT TERM HUP
            kill $pids 2>/dev/null
            for _ in 1 2 3 4 5 6 7 8 9 10; do
                kill -0 $pids 2>/dev/null || break
                sleep 0.1
            done
            kill -KILL $pids 2>/dev/null
            wait
            """);
        var path = Path.Combine(folder, "servers.sh");
        await File.WriteAllTextAsync(path, script.ToString(), cancellationToken);
        var shell = Process.Start(new ProcessStartInfo("/bin/sh", [path]) { RedirectStandardInput = true })
            ?? throw new InvalidOperationException("/bin/sh did not start.");
        return new Supervisor(shell, folder);
    }

    /// <summary>Sends a signal to a server.</summary>
    /// <param name="server">Its name.</param>
    /// <param name="signal">As <c>kill</c> knows it: HUP, STOP, CONT, KILL.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task SignalAsync(string server, string signal, CancellationToken cancellationToken)
    {
        var pid = (await File.ReadAllTextAsync(PidOf(_folder, server), cancellationToken)).Trim();
        await Tool.RunAsync("kill", ["-" + signal, pid], cancellationToken);
    }

    /// <summary>The last lines that a server logged.</summary>
    public string LogEnd(string server) => File.Exists(LogOf(_folder, server)) ? string.Join('\n', File.ReadLines(LogOf(_folder, server)).TakeLast(12)) : "(nothing logged)";

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await _shell.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _shell.Kill(entireProcessTree: true);
        }

        _shell.Dispose();
    }

    private static string LogOf(string folder, string server) => Path.Combine(folder, server + ".log");

    private static string PidOf(string folder, string server) => Path.Combine(folder, server + ".pid");

    private static string Quoted(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
