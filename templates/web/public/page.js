/* global document */
const answer = await fetch('/api/greeting');
const { greeting } = await answer.json();
document.querySelector('#greeting').textContent = greeting;
