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

    public static async Task<ServedNode> StartAsync(string data)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var executable = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "groundswell.exe" : "groundswell");
        var process = Process.Start(new ProcessStartInfo(executable, ["serve", "--data", data, "--listen", address.OriginalString])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var node = new ServedNode(process, address);
        var started = Stopwatch.GetTimestamp();
        while (!await node.AnswersAsync())
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > StartLimit)
            {
                node.Dispose();
                throw new InvalidOperationException("The node did not start.");
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        return node;
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
