using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Groundswell.Bench.Load;

namespace Groundswell.Bench.Servers;

/// <summary>A server in a process of its own on this machine.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    /// <summary>A node's first tick (10 s) loads the catalogue once more and compiles detection; that is no part of a steady state.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(12);

    private readonly Process _process;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Processor time of all its threads up to now.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double WorkingSetMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    public static ServerProcess StartNode(string executable, string dataFolder)
    {
        var port = FreePort();
        var node = Start(executable, port, "/healthz", "serve", "--data", dataFolder, "--listen", $"http://127.0.0.1:{port}");
        Thread.Sleep(Settling);
        return node;
    }

    public static ServerProcess StartEmpty()
    {
        var port = FreePort();
        return Start(Environment.ProcessPath!, port, "/", "empty", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Debian's prometheus-blackbox-exporter with its own defaults; null where it is not installed.</summary>
    public static ServerProcess? StartBlackbox()
    {
        const string Installed = "/usr/bin/prometheus-blackbox-exporter";
        if (!File.Exists(Installed))
        {
            return null;
        }

        var port = FreePort();
        var modules = Path.Combine(Path.GetTempPath(), $"blackbox-{port}.yml");
        File.WriteAllText(modules, "modules:\n  http_2xx:\n    prober: http\n    http:\n      preferred_ip_protocol: ip4\n");
        return Start(Installed, port, "/", $"--config.file={modules}", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error");
    }

    /// <summary>A DNS server that gives every name one address.</summary>
    public static ServerProcess StartNames()
    {
        var port = FreePort();
        return Start(Environment.ProcessPath!, port, "/", "names", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Ends it without a word, as a power cut would: what was acknowledged must be on disk.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static ServerProcess Start(string executable, int port, string probe, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(executable, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        process.ErrorDataReceived += (_, line) => Console.Error.Write(line.Data is { } text && text.Contains("\"Error\"", StringComparison.Ordinal) ? text + "\n" : "");
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var start = Stopwatch.GetTimestamp();
        while (!Answers(port, probe))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(start) > StartLimit)
            {
                throw new InvalidOperationException($"{executable} did not start; run it by hand: {string.Join(' ', arguments)}");
            }

            Thread.Sleep(100);
        }

        return new ServerProcess(process, port);
    }

    private static bool Answers(int port, string path)
    {
        try
        {
            using var connection = new HttpConnection(port);
            return connection.Send(RequestTemplate.Get(path).Next()) == 200;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
