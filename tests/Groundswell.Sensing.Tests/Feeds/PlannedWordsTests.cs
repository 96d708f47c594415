using Groundswell.Sensing.Feeds.Reading;

namespace Groundswell.Sensing.Tests.Feeds;

public sealed class PlannedWordsTests
{
    [Theory]
    [InlineData("Volume driver v2 maintenance", "We restart the volume drivers, planned for half an hour.")]
    [InlineData("Scheduled maintenance", "")]
    [InlineData("Scheduled database maintenance: brief outage of the API", "")]
    [InlineData("Maintenance of FRA1", "")]
    [InlineData("Network maintenance in FRA1", "")]
    [InlineData("Planned work on the core network", "")]
    [InlineData("Planned outage of the mail system", "")]
    [InlineData("Planned downtime", "")]
    [InlineData("Upgrade window for PostgreSQL", "")]
    [InlineData("Upcoming migration", "")]
    [InlineData("[Scheduled] Switch replacement", "")]
    [InlineData("Maintenance completed", "")]
    [InlineData("Maintenance rescheduled", "")]
    [InlineData("Database upgrade", "Scheduled maintenance from 02:00 to 04:00 UTC.")]
    [InlineData("Service unavailable due to scheduled maintenance", "")]
    [InlineData("Routine maintenance", "Short interruptions are possible.")]
    public void Work_that_is_planned_is_known_by_its_words(string title, string text) => Assert.True(PlannedWords.IsPlanned(title, text));

    [Theory]
    [InlineData("Errors after scheduled maintenance", "")]
    [InlineData("API errors following the maintenance", "")]
    [InlineData("Emergency maintenance", "")]
    [InlineData("Unplanned maintenance of the database", "")]
    [InlineData("Unscheduled outage", "")]
    [InlineData("Scheduled maintenance caused errors", "")]
    [InlineData("Maintenance overran", "")]
    [InlineData("Maintenance page shown to users", "")]
    [InlineData("Search", "Since last night's scheduled maintenance requests fail.")]
    [InlineData("Mail delayed", "We had scheduled maintenance last night.")]
    [InlineData("Scheduled jobs do not work", "")]
    [InlineData("Scheduled reports fail", "")]
    [InlineData("API outage", "Updates come at regular intervals.")]
    [InlineData("Database", "Customers see errors since the maintenance.")]
    [InlineData("Database maintenance", "An emergency restart: emergency maintenance after a fault.")]
    public void Trouble_that_mentions_work_is_trouble(string title, string text) => Assert.False(PlannedWords.IsPlanned(title, text));

    [Theory]
    [InlineData("The maintenance has been completed.", true)]
    [InlineData("Maintenance is over.", true)]
    [InlineData("The work was cancelled.", true)]
    [InlineData("The maintenance was postponed to next week.", true)]
    [InlineData("The work will be completed by noon.", false)]
    [InlineData("The maintenance is not yet completed.", false)]
    [InlineData("We work on it over the next two hours.", false)]
    [InlineData("Once the maintenance is finished, all is as before.", false)]
    public void Work_is_over_when_it_is_said_to_be(string text, bool isOver) => Assert.Equal(isOver, PlannedWords.IsOver(text));

    [Theory]
    [InlineData("The maintenance is in progress.", true)]
    [InlineData("Maintenance has begun.", true)]
    [InlineData("We are currently performing maintenance.", true)]
    [InlineData("The maintenance will begin at 22:00.", false)]
    [InlineData("We will be performing maintenance on Sunday.", false)]
    [InlineData("The work has not started.", false)]
    public void Work_goes_on_when_it_is_said_to(string text, bool goesOn) => Assert.Equal(goesOn, PlannedWords.IsGoingOn(text));
}
