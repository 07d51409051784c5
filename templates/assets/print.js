// Shows the print button, which does nothing without this script, and prints.
document.querySelectorAll(".bar-print").forEach(function (button) {
	button.hidden = false;
	button.addEventListener("click", function () {
		window.print();
	});
});
