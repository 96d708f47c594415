using Groundswell.Detection;

namespace Groundswell.Tests.Detection;

public sealed class OnsetWhenAskedTests
{
    private const int Quiet = 3 * 24 * 60;

    [Theory]
    [InlineData(1, 20)] // held for suspect at most
    [InlineData(2, 60)]
    [InlineData(7, 25)] // over before its onset stands
    [InlineData(20, 90)]
    public void An_onset_is_the_same_whether_it_is_asked_for_after_each_bin_or_only_at_last(int times, int minutes)
    {
        var (asked, left) = (new SeriesDetector(new DetectorOptions()), new SeriesDetector(new DetectorOptions()));
        var heard = 0;
        for (var bin = 0; bin < Quiet + minutes + 60; bin++)
        {
            var usual = (bin * 7 % 5) + 1;
            var count = bin >= Quiet && bin < Quiet + minutes ? usual * times : usual;
            if (bin == Quiet + 12)
            {
                asked.Skip(bin);
                left.Skip(bin);
                continue;
            }

            asked.Observe(bin, count);
            left.Advance(bin, count);
            Amend(asked, bin);
            Amend(left, bin);
            _ = asked.OnsetBin;
            if (bin % 17 == 0)
            {
                Assert.Equal(asked.Latest(), left.Latest());
                heard += asked.OnsetBin is null ? 0 : 1;
            }
        }

        Assert.Equal(asked.Latest(), left.Latest());
        Assert.True(heard > 0 || times == 1);
    }

    private static void Amend(SeriesDetector detector, int bin)
    {
        if (bin == Quiet + 5)
        {
            detector.Amend(bin - 2, 3);
        }
    }
}
