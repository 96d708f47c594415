using Groundswell.Detection;
using Groundswell.Publication;

namespace Groundswell.Tests.Publication;

public sealed class FalseAlarmSentenceTests
{
    [Theory]
    [InlineData(0.05, 0.286, 0, 0, 0, "At most one in 20 weeks is promised; whether that is kept is not known yet: it was watched for 2 days.")]
    [InlineData(0.05, 5, 0, 0, 0, "At most one in 20 weeks is promised; none in 5 weeks watched, too short a time to tell whether that is kept.")]
    [InlineData(0.05, 60, 2, 0, 0, "At most one in 20 weeks is promised; that is kept: 2 in 60 weeks watched.")]
    [InlineData(0.05, 30, 6, 12, 5, "At most one in 20 weeks is promised; here about one in 3 weeks comes (5 in the last 12 weeks watched).")]
    [InlineData(0.0022, 30, 9, 2, 9, "At most one in 9 years is promised; here about 4 a week comes (9 in the last 2 weeks watched).")]
    [InlineData(1, 30, 5, 0, 0, "At most one a week is promised; that is kept: 5 in 30 weeks watched.")]
    [InlineData(0, 0, 0, 0, 0, "Not known yet: it was not watched for a day.")]
    public void What_is_promised_and_what_is_kept(double promised, double weeks, double mistakes, double excessWeeks, double excessMistakes, string sentence) =>
        Assert.Equal(sentence, FalseAlarmSentence.Write(new FalseAlarms
        {
            Promised = promised,
            Weeks = weeks,
            Mistakes = mistakes,
            ExcessWeeks = excessWeeks,
            ExcessMistakes = excessMistakes,
        }));
}
