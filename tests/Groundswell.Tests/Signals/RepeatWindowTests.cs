using CsCheck;
using Groundswell.Signals;

namespace Groundswell.Tests.Signals;

public sealed class RepeatWindowTests
{
    private const long Minute = 60_000;

    [Fact]
    public void A_reporter_counts_once_per_service_in_thirty_minutes()
    {
        var window = new RepeatWindow();

        Assert.True(window.TryCount(new ReporterId(7), 1, 0));
        Assert.False(window.TryCount(new ReporterId(7), 1, (30 * Minute) - 1));
        Assert.True(window.TryCount(new ReporterId(7), 2, Minute));
        Assert.True(window.TryCount(new ReporterId(8), 1, Minute));
        Assert.True(window.TryCount(new ReporterId(7), 1, 30 * Minute));
    }

    [Fact]
    public void A_repeat_does_not_prolong_the_wait()
    {
        var window = new RepeatWindow();
        window.TryCount(new ReporterId(7), 1, 0);
        window.TryCount(new ReporterId(7), 1, 29 * Minute);

        Assert.True(window.TryCount(new ReporterId(7), 1, 31 * Minute));
    }

    [Fact]
    public void Midnight_lets_nobody_count_twice()
    {
        var window = new RepeatWindow();
        window.TryCount(new ReporterId(Today: 7), 1, 0);

        Assert.False(window.TryCount(new ReporterId(Today: 99, Yesterday: 7), 1, 5 * Minute));
    }

    [Fact]
    public void What_could_not_be_stored_can_be_sent_again_and_counts() => Gen.Int[0, 40].Array[0, 60].Sample(reporters =>
    {
        var window = new RepeatWindow(64);
        window.TryCount(new ReporterId(1_000), 1, 0);
        window.Keep();
        var first = reporters.Select(r => window.TryCount(new ReporterId(r + 1), 1, Minute)).ToArray();
        window.Undo();
        var second = reporters.Select(r => window.TryCount(new ReporterId(r + 1), 1, Minute)).ToArray();

        Assert.Equal(first, second);
    });

    [Fact]
    public void Memory_stays_bounded_under_a_flood()
    {
        var window = new RepeatWindow(1_024);
        for (var i = 1; i <= 100_000; i++)
        {
            window.TryCount(new ReporterId((long)i * 7_919_777_777_777), 1, i);
            window.Keep();
        }

        Assert.InRange(window.Count, 512, 1_024);
    }

    [Fact]
    public void Nobody_is_forgotten_while_there_is_room()
    {
        var random = new Random(30);
        var reporters = Enumerable.Range(0, 20_000).Select(_ => new ReporterId(random.NextInt64())).ToArray();
        var window = new RepeatWindow();

        window.Reserve(2 * reporters.Length);
        var first = reporters.Count(r => window.TryCount(r, 1, Minute));
        var second = reporters.Count(r => window.TryCount(r, 1, 2 * Minute));

        Assert.Equal((20_000, 0), (first, second));
    }

    [Fact]
    public void A_late_report_is_held_back_by_an_earlier_one_of_its_own_half_hour()
    {
        var window = new RepeatWindow();
        window.TryCount(new ReporterId(7), 1, 600 * Minute);

        Assert.True(window.TryCount(new ReporterId(7), 1, 500 * Minute));
        Assert.False(window.TryCount(new ReporterId(7), 1, 500 * Minute));
        Assert.False(window.TryCount(new ReporterId(7), 1, 529 * Minute));
        Assert.False(window.TryCount(new ReporterId(7), 1, 471 * Minute));
        Assert.False(window.TryCount(new ReporterId(7), 1, 571 * Minute));
        Assert.True(window.TryCount(new ReporterId(7), 1, 530 * Minute));
    }

    [Fact]
    public void It_agrees_with_a_list_in_whatever_order_reports_come() =>
        Gen.Select(Gen.Long[1, 50], Gen.Int[1, 3], Gen.Long[0, 100 * Minute]).Array[0, 200].Sample(reports =>
        {
            var window = new RepeatWindow();
            var model = new List<(long Reporter, int Service, long Time)>();
            foreach (var (reporter, service, time) in reports)
            {
                var counts = !model.Exists(m => m.Reporter == reporter && m.Service == service && Math.Abs(m.Time - time) < 30 * Minute);
                if (counts)
                {
                    model.Add((reporter, service, time));
                }

                Assert.Equal(counts, window.TryCount(new ReporterId(reporter * 0x1234_5678_9ABC), service, time));
            }
        });
}
