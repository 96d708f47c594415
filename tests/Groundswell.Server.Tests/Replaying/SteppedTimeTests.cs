using Groundswell.Server.Replaying;

namespace Groundswell.Server.Tests.Replaying;

public sealed class SteppedTimeTests
{
    private static readonly DateTimeOffset Start = new(2025, 10, 20, 8, 0, 0, TimeSpan.FromHours(2));

    private readonly SteppedTime _time = new(Start);

    [Fact]
    public void It_stands_where_it_was_put() => Assert.Equal(Start, _time.GetUtcNow());

    [Fact]
    public void It_shows_universal_time() => Assert.Equal(TimeSpan.Zero, _time.GetUtcNow().Offset);

    [Fact]
    public void It_moves_when_it_is_told_to_and_only_then()
    {
        _time.MoveTo(Start.AddMinutes(5));

        Assert.Equal(Start.AddMinutes(5), _time.GetUtcNow());
        Assert.Equal(Start.AddMinutes(5), _time.GetUtcNow());
    }

    [Fact]
    public async Task Nothing_waits_on_it_in_vain() =>
        await Assert.ThrowsAsync<NotSupportedException>(() => Task.Delay(TimeSpan.FromMinutes(1), _time, TestContext.Current.CancellationToken));
}
