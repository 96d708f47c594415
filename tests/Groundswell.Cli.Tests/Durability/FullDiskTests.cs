using System.Diagnostics;
using System.Net;

namespace Groundswell.Cli.Tests.Durability;

/// <summary>A disk of 16 MiB, in memory; to mount one takes a privileged user on Linux.</summary>
public sealed class FullDiskTests : IDisposable
{
    // What is tried is the disk that refuses, not what is turned away before it does.
    private static readonly string[] WithoutReserve = ["--set", "ingest.disk_reserve=0"];

    private readonly string _disk = Directory.CreateTempSubdirectory("groundswell-disk-").FullName;
    private readonly bool _isMounted;

    public FullDiskTests() => _isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", _disk);

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", "-l", _disk);
        }

        Directory.Delete(_disk, recursive: true);
    }

    [Fact]
    public async Task A_full_disk_is_told_harms_nothing_and_is_forgotten_when_there_is_space_again()
    {
        Assert.SkipUnless(_isMounted, "A small file system cannot be mounted here.");
        var data = Path.Combine(_disk, "data");
        var ballast = Path.Combine(_disk, "ballast");
        var senders = new Senders();
        var comment = new string('x', 500);
        using (var node = await ServedNode.StartAsync(data, WithoutReserve))
        {
            Assert.Equal(HttpStatusCode.Created, await senders.SendOneAsync(node.Client));
            Fill(ballast);
            var answer = HttpStatusCode.Created;
            for (var i = 0; i < 4000 && answer == HttpStatusCode.Created; i++)
            {
                answer = await senders.SendOneAsync(node.Client, comment);
            }

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer);
            using (var page = await node.Client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken))
            {
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            }

            File.Delete(ballast);
            Assert.Equal(HttpStatusCode.Created, await senders.SendOneAsync(node.Client));
            node.Kill();
        }

        using (var node = await ServedNode.StartAsync(data, WithoutReserve))
        {
            Assert.All(await senders.SendAllAgainAsync(node.Client), answer => Assert.InRange((int)answer, 200, 299));
            Assert.Equal(0, await node.StopAsync());
        }

        Assert.Equal((senders.People, senders.People, senders.People), StoredReports.Journal(data));
        Assert.Equal(senders.People, StoredReports.Counted(data));
        Assert.All(StoredReports.Soundness(data), said => Assert.Equal("ok", said));
    }

    private static void Fill(string path)
    {
        using var file = File.Create(path, 1);
        try
        {
            var block = new byte[4096];
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
