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

    private static async Task<ServedNode> StartAsync(string data, Func<int> port, string[] more)
    {
        // A port that was free may be taken by a test beside this one before the node has it: then the node ends, and another is tried.
        List<string> said = [];
        for (var attempt = 0; attempt < 3; attempt++)
        {
            if (await TryStartAsync(data, port(), more, said) is { } node)
            {
                return node;
            }
        }

        throw new InvalidOperationException($"The node did not start: {string.Join('\n', said.TakeLast(10))}");
    }

    private static async Task<ServedNode?> TryStartAsync(string data, int port, string[] more, List<string> said)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var executable = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "groundswell.exe" : "groundswell");
        var process = Process.Start(new ProcessStartInfo(executable, ["serve", "--data", data, "--listen", address.OriginalString, .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
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

    /// <summary>SIGTERM; what was taken is drained.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
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
