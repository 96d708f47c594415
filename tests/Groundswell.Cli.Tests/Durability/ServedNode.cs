using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Groundswell.Cli.Tests.Durability;

/// <summary>A node in a process of its own, which a test may kill or ask to stop.</summary>
internal sealed class ServedNode : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ServedNode(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public HttpClient Client { get; }

    /// <summary>Where the one before it stood, so that those who know its address find it again.</summary>
    public Task<ServedNode> StartAgainAsync(string data, params string[] more) => StartAsync(data, () => Client.BaseAddress!.Port, more);

    public static Task<ServedNode> StartAsync(string data, params string[] more) => StartAsync(data, FreePort, more);

    /// <summary>With variables of its own in its environment.</summary>
    public static Task<ServedNode> StartAsync(string data, IReadOnlyDictionary<string, string> environment, params string[] more) => StartAsync(data, FreePort, more, environment);

    private static async Task<ServedNode> StartAsync(string data, Func<int> port, string[] more, IReadOnlyDictionary<string, string>? environment = null)
    {
        // A port that was free may be taken by a test beside this one before the node has it: then the node ends, and another is tried.
        List<string> said = [];
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (await TryStartAsync(data, port(), more, environment, said) is { } node)
            {
                return node;
            }
        }

        throw new InvalidOperationException($"The node did not start: {string.Join('\n', said.TakeLast(10))}");
    }

    private static async Task<ServedNode?> TryStartAsync(string data, int port, string[] more, IReadOnlyDictionary<string, string>? environment, List<string> said)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var executable = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "groundswell.exe" : "groundswell");
        var start = new ProcessStartInfo(executable, ["serve", "--data", data, "--listen", address.OriginalString, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var node = new ServedNode(process, address);
        var started = Stopwatch.GetTimestamp();
        while (!await node.AnswersAsync())
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > StartLimit)
            {
                node.Dispose();
                return null;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        return node;

        void Hear(string? line)
        {
            lock (said)
            {
                said.Add(line ?? "");
            }
        }
    }

    /// <summary>As a power cut would: without a word.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGSTOP: it stands still until <see cref="ResumeAsync"/>.</summary>
    public Task PauseAsync() => SignalAsync("-STOP");

    /// <summary>SIGCONT.</summary>
    public Task ResumeAsync() => SignalAsync("-CONT");

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM; what was taken is drained.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync("-TERM");
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var response = await Client.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
