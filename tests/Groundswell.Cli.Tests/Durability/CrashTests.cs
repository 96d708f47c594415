namespace Groundswell.Cli.Tests.Durability;

public sealed class CrashTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("groundswell-crash-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_there_and_counted_exactly_once()
    {
        var random = new Random(20251020);
        var senders = new Senders();
        for (var round = 0; round < 4; round++)
        {
            using var node = await ServedNode.StartAsync(_data);
            var sending = senders.SendUntilGoneAsync(node.Client);
            await Task.Delay(random.Next(200, 2500), TestContext.Current.CancellationToken); // the moment of the kill is what is tried
            node.Kill();
            await sending;
        }

        var atKill = StoredReports.Journal(_data);
        Assert.InRange(senders.Acknowledged, 100, int.MaxValue);
        Assert.InRange(atKill.Reports, senders.Acknowledged, senders.People);

        using (var node = await ServedNode.StartAsync(_data))
        {
            Assert.All(await senders.SendAllAgainAsync(node.Client), answer => Assert.InRange((int)answer, 200, 299));
            Assert.Equal(0, await node.StopAsync());
        }

        Assert.Equal((senders.People, senders.People, senders.People), StoredReports.Journal(_data));
        Assert.Equal(senders.People, StoredReports.Counted(_data));
        Assert.All(StoredReports.Soundness(_data), said => Assert.Equal("ok", said));
    }

    [Fact]
    public async Task A_node_that_is_asked_to_stop_under_load_loses_nothing()
    {
        var senders = new Senders();
        using var node = await ServedNode.StartAsync(_data);
        var sending = senders.SendUntilGoneAsync(node.Client);
        while (senders.Acknowledged < 200)
        {
            Assert.False(sending.IsCompleted);
            Assert.Empty(senders.Refusals);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, await node.StopAsync());
        await sending;

        var (reports, counting, _) = StoredReports.Journal(_data);
        Assert.InRange(reports, senders.Acknowledged, senders.People);
        Assert.Equal(reports, counting);
        Assert.Equal(counting, StoredReports.Counted(_data));
    }
}
