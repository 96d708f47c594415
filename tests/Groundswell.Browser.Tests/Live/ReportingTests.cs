using Groundswell.Publication;
using Microsoft.Playwright;

namespace Groundswell.Browser.Tests.Live;

/// <summary>A visitor reports, and others see it.</summary>
public sealed class ReportingTests(ChromiumFixture chromium, LiveNode node) : IClassFixture<LiveNode>
{
    [Fact]
    public async Task A_report_is_thanked_for_and_shows_on_a_page_that_somebody_else_has_open()
    {
        await using var watcher = await chromium.VisitAsync(1280, from: "198.51.100.1");
        await watcher.OpenAsync(node.Address, "/services/lloyds");
        await watcher.MarkAsync();
        var before = int.Parse(await Tally(watcher.Page, "Cannot log in").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await using var visitor = await chromium.VisitAsync(390, from: "198.51.100.2");
        await visitor.OpenAsync(node.Address, "/");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Lloyds Bank" }).First.ClickAsync();

        await ReportAsync(visitor.Page, "Cannot log in");

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Thank you.");
        await node.PassAsync(TimeSpan.FromMinutes(2));
        await Assertions.Expect(Tally(watcher.Page, "Cannot log in")).Not.ToHaveTextAsync($"{before}");
        Assert.True(await watcher.IsMarkedAsync());
        Assert.Empty(visitor.Complaints);
        Assert.Empty(watcher.Complaints);
    }

    [Fact]
    public async Task Without_scripts_a_report_is_taken_too()
    {
        await using var visitor = await chromium.VisitAsync(390, withScripts: false, from: "198.51.100.3");
        await visitor.Page.GotoAsync(new Uri(node.Address, "/services/halifax").ToString());

        await visitor.Page.GetByLabel("Where are you?").SelectOptionAsync("GB");
        await ReportAsync(visitor.Page, "App does not work");

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Thank you.");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Who_reports_again_is_told_that_it_is_counted_already()
    {
        await using var visitor = await chromium.VisitAsync(390, from: "198.51.100.4");
        await visitor.OpenAsync(node.Address, "/services/halifax");

        await ReportAsync(visitor.Page, "Cannot log in");
        await Assertions.Expect(visitor.Page.GetByText("Thank you.")).ToBeVisibleAsync();
        await ReportAsync(visitor.Page, "Cannot log in");

        await Assertions.Expect(visitor.Page.GetByText("Already counted.")).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_need_be_typed_again()
    {
        await using var visitor = await chromium.VisitAsync(390, from: "198.51.100.5");
        var page = visitor.Page;
        await visitor.OpenAsync(node.Address, "/services/halifax");
        await page.Locator("#report summary").ClickAsync();
        await page.Locator("#f-comment").FillAsync("It says: try again later");
        await page.GetByRole(AriaRole.Button, new() { Name = "Report it" }).ClickAsync();
        Assert.EndsWith("/services/halifax", page.Url, StringComparison.Ordinal); // the browser itself asks for a choice first

        // As an old browser, or a program, would send it.
        await page.EvaluateAsync("() => { document.querySelector('#report form').noValidate = true; document.querySelector('#f-region').add(new Option('Atlantis', 'Atlantis', true, true)); }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Report it" }).ClickAsync();

        await Assertions.Expect(page.Locator("#faults")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("fieldset > #e-symptom")).ToHaveTextAsync("Choose what fails.");
        await Assertions.Expect(page.Locator("#e-region + #f-region")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator("#f-comment")).ToHaveValueAsync("It says: try again later");
        await Assertions.Expect(page.Locator("#f-comment")).ToBeVisibleAsync();
        await visitor.PictureAsync("live-form-faults-390-light");
        Assert.All(visitor.Complaints, complaint => Assert.Contains("422", complaint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_enough_people_report_the_home_page_says_so_by_itself()
    {
        await using var watcher = await chromium.VisitAsync(390, from: "198.51.100.6");
        await watcher.OpenAsync(node.Address, "/");
        await watcher.MarkAsync();
        await Assertions.Expect(Row(watcher.Page, "Monzo")).ToContainTextAsync("OK");

        await node.ReportAsync("monzo", "login", 25);
        await node.PassUntilAsync(_ => node.VerdictOf("monzo") == Verdict.Down, TimeSpan.FromMinutes(5), "Monzo is called down");

        await Assertions.Expect(watcher.Page.Locator("h1")).ToContainTextAsync("1 down");
        await Assertions.Expect(watcher.Page.Locator(".now").GetByRole(AriaRole.Link, new() { Name = "Monzo", Exact = true }).First).ToBeVisibleAsync();
        await Assertions.Expect(Row(watcher.Page, "Monzo")).ToContainTextAsync("down");
        await Assertions.Expect(watcher.Page.Locator("#say")).ToContainTextAsync("1 down");
        Assert.True(await watcher.IsMarkedAsync());
        Assert.Empty(watcher.Complaints);
    }

    private static async Task ReportAsync(IPage page, string symptom)
    {
        await page.GetByLabel(symptom).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Report it" }).ClickAsync();
    }

    private static ILocator Tally(IPage page, string symptom) =>
        page.Locator(".tally li").Filter(new() { HasText = symptom }).Locator("b");

    private static ILocator Row(IPage page, string service) => page.Locator(".all li").Filter(new() { HasText = service });
}
