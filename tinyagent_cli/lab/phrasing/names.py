"""Given names, surnames, roles and places from many cultures, so that none is learnt by heart."""

from __future__ import annotations

from typing import Final

from tinyagent_cli.lab.phrasing.listing import kept, listed, phrases

GIVEN: Final = listed(
    """
Aaliyah Aaron Abdul Abebe Abena Abigail Abimbola Achieng Ada Adaeze Adam Adebayo Adele Aditi Aditya
Adrian Adriana Agnes Agnieszka Ahmed Aiko Aino Aisha Ajay Akash Akiko Akosua Alan Albert Alejandra
Alejandro Aleksandr Alessandra Alessio Alex Alexander Alexis Ali Alice Alicia Alisha Allison Alma
Alvaro Alyssa Amadou Amal Amanda Amara Amber Amelia Amina Amir Amit Amy Ana Anaïs Anahera Anand
Ananya Anastasia Anders Andre Andrea Andreea Andrei Andrew Andrzej Angela Ángel Angus Anika Anita
Anja Ann Anna Anne Annika Antoine Anton Antonia Antonio Anya Aoife Apinya April Arash Aria Ariana
Ariel Arjun Arnav Arthur Arturo Asha Ashley Ashok Asif Astrid Atsuko Audrey August Aurélie Austin
Ava Axel Ayaan Ayesha Aylin Ayşe Aziz Babajide Barbara Barry Bartosz Basma Beatriz Becca Ben
Benedikt Benjamin Berit Bernadette Beth Bettina Beyza Bharat Bianca Bilal Bill Bjorn Björn Bob
Bogdan Brad Brandon Brian Brianna Bridget Brigitte Britta Bronwyn Bruce Bruno Bryan Burak Caitlin
Caleb Callum Cameron Camila Camille Can Canan Carla Carlos Carmen Carol Caroline Carter Casey
Cassandra Catalina Catherine Cecilia Cedric Celeste Cem Chad Chandra Chang Chantal Charles Charlie
Charlotte Chelsea Chen Cheng Chiara Chidi Chika Chinedu Chiyo Chloe Chloé Chris Christian Christina
Christophe Chukwu Ciara Cindy Claire Clara Claude Claudia Clément Cody Colin Connor Conor Constance
Cora Corey Cristina Curtis Cynthia Daan Dagmar Dai Daisuke Daisy Dakota Dale Damian Damilola Dan
Dana Daniel Daniela Danielle Danilo Dante Daphne Dariusz Darius Darnell Dave David Dawit Dawn Deb
Deborah Deepa Deepak Deirdre Delphine Demetrius Denis Denise Derek Deshawn Desmond Destiny Devika
Devon Diana Diego Dieter Dilip Dimitri Dina Dinesh Dmitry Dolores Dominic Dominika Donald Donna
Dong-hyun Doris Dorothy Doug Duc Duncan Dung Dustin Dylan Ebony Eddie Edith Edoardo Eduardo Edward
Efua Egor Eileen Eitan Ekaterina Elaine Eleanor Elena Eleni Eli Elias Elif Elijah Elin Elisa Elise
Eliza Elizabeth Ella Ellen Ellie Elliot Elsa Ely Emeka Emil Emilia Emiliano Emily Emine Emma
Emmanuel Emre Enrique Eric Erica Erik Erin Ernesto Ervin Esi Esme Esra Esther Ethan Étienne Eun-ji
Eva Evan Evelyn Ewa Ezekiel Ezra Fabian Fabio Faith Faisal Fatima Fatou Fay Felicity Felix Femi
Feng Fergus Fernando Finn Fiona Florence Florian Folake Fran Frances Francesca Francisco Franck
Frank Franz Fred Freya Frida Frieda Gabriel Gabriela Gail Gareth Garrett Gary Gaurav Gavin Gemma
Gene Genevieve George Georgia Gerald Gerardo Ghislaine Giada Gianluca Gideon Gina Giorgos Giovanni
Giulia Gladys Glenn Gloria Goran Gordon Grace Grant Greg Greta Grzegorz Guadalupe Guillaume
Guillermo Günther Gus Gwen Hakan Halima Hamid Hamza Hana Hanna Hannah Hans Hao Haris Harold Harriet
Harry Haruka Haruto Hasan Hassan Heather Hector Hedda Heidi Heike Helen Helena Helga Henri Henrik
Henry Herbert Hilary Hilda Hina Hiro Hiroshi Hoang Holly Hope Horatio Howard Hugh Hugo Hui Hung
Hussein Hye-jin Ian Ibrahim Ida Idris Ife Ifeoma Ignacio Igor Ikram Ileana Ilse Imani Imran Ines
Inga Ingrid Ioana Ira Irene Iris Irina Isaac Isabel Isabella Isha Ishaan Isla Ismail Ivan Ivana Ivo
Iwona Jack Jackie Jackson Jacob Jacqueline Jade Jaden Jae-won Jake Jakub Jamal James Jamie Jan Jana
Jane Janelle Janet Janine Jarek Jarvis Jasmin Jasmine Jason Javier Jay Jayden Jean Jean-Luc Jeff
Jelena Jen Jenna Jennifer Jeremy Jerome Jess Jesse Jessica Jesús Jia Jiho Jill Jim Jin Jing Jiro Jo
Joachim Joan Joanna João Jodie Joe Joel Johan Johanna John Jomo Jon Jonas Jonathan Jordan Jorge José
Josef Joseph Josephine Josh Joshua Joy Joyce Juan Judith Judy Juhani Julia Julian Julie Juliet Jun
Justin Justyna Kai Kaitlyn Kamal Kamala Kamil Karen Karim Karin Karl Karthik Kasia Kate Katarzyna
Katherine Kathryn Kathy Katie Katja Kaveh Kavita Kazuki Keiko Keisha Keith Kelly Ken Kendra Kenji
Kenneth Kenza Kevin Khadija Khalid Khanh Kieran Kim Kimberly Kiran Kirsten Klaus Kofi Koji Konrad
Kristen Kristian Krzysztof Kumar Kunal Kurt Kwabena Kwame Kyle Kyoko Lakshmi Lamar Lance Lara Lars
Latoya Laura Lauren Laurent Lea Leah Lee Leif Leila Lena Leo Leon Leonardo Leonie Leroy Leslie
Levent Lewis Li Liam Lidia Lila Lily Lin Lina Linda Linh Linus Lisa Liv Liz Lloyd Logan Lois Lola
Lorenzo Lotte Lou Louis Louise Lubna Luca Lucas Lucia Lucía Lucy Ludwig Luis Luka Lukas Łukasz Luke
Luna Lutfi Luz Lydia Lynn Mabel Maciej Mack Maddie Madison Mads Mae Magda Magnus Mahmoud Mai Maja
Malcolm Malik Malin Malte Mamadou Mandla Mandy Manish Manuel Mara Marc Marcel Marcia Marcin Marco
Marcus Margaret Margot María Maria Mariam Marie Mariko Marina Mario Marisol Marit Mark Marlene
Marta Martha Martin Marvin Mary Mateo Mateusz Mathilde Matt Matteo Matthew Maureen Maurice Max May
Maya Mbali Meera Megan Mehdi Mehmet Mei Mel Melanie Melissa Mercedes Meredith Mia Michael Michal
Michel Michelle Miguel Mika Mike Mikhail Mila Mildred Milena Miles Milos Min Min-jun Minh Mira
Miranda Miriam Mitch Miyu Mohamed Moira Molly Mona Monica Morgan Moritz Moses Muhammad Murat Musa
Mustafa Mwangi Myles Myra Nadia Nadine Naila Nam Nancy Naoko Naomi Natalia Natalie Natasha Nate
Nathan Nayeli Neha Neil Nell Nelson Neve Ngozi Nia Niall Niamh Nick Nicola Nicolas Nicole Niels
Nikhil Nikita Niko Nikola Nils Nina Nisha Noah Noel Noémie Noor Nora Norbert Noriko Norma Nuno Nur
Nuria Obinna Octavia Odile Ola Olamide Ole Oleg Olga Olive Oliver Olivia Omar Omer Ona Onur Orla
Oscar Osman Otto Owen Özge Pablo Paige Palesa Pamela Paolo Parisa Parker Parvati Pascal Pat Patricia
Patrick Patryk Paul Paula Paulina Pavel Pedro Peggy Penelope Per Percy Perry Pete Peter Petra Phil
Philippa Phoebe Phuong Pia Pierre Pilar Piotr Polly Poppy Prakash Pranav Precious Preeti Priscilla
Priya Qasim Qing Quentin Quinn Rachel Radek Rafael Rahul Raj Rajesh Ralf Ramón Rana Rania Raphael
Rashid Rasmus Raul Ravi Ray Rebecca Reggie Reiko Renata René Renee Reza Rhiannon Rhys Ricardo
Richard Rick Riley Rina Rita Robert Roberta Robin Rocío Rod Rodrigo Roger Rohan Roland Roman Romy Ron
Ronan Rory Rosa Rosalind Rose Rosie Ross Roxanne Roy Ruben Ruby Rudy Rui Rukmini Rupert Rusty Ruth
Ryan Ryo Saanvi Sabine Sabrina Sadia Sagal Said Sakura Salma Salvatore Sam Samantha Samir Samuel
Sandeep Sandra Sanjay Santiago Sara Sarah Saskia Satoshi Saul Savannah Scott Sean Sebastian Sefa
Selim Selma Serena Sergei Sergio Seth Seung Shabnam Shane Shanice Shannon Sharon Shaun Sheila Shen
Shira Shirin Shivani Shreya Shu Sibusiso Sid Siddharth Sidney Sienna Sigrid Silke Silvia Simon
Simona Sinead Sindisiwe Siobhan Sipho Sofia Solomon Sondre Song Sonia Sonja Sophia Sophie Soraya
Soren Stacy Stan Stefan Stefania Stella Steph Stephanie Steve Steven Stuart Sue Sumeet Sunil Suresh
Surya Susan Susana Suzanne Sven Svetlana Sylvia Szymon Tabitha Tadeusz Taiwo Takashi Takumi Tamara
Tamika Tanisha Tanja Tanvi Tara Tariq Tarik Tasha Tatiana Tatum Taylor Ted Temitope Teresa Terry
Tess Thabo Thandi Thanh Theo Theresa Thiago Thomas Thuy Tiana Tiffany Till Tim Timo Timothy Tina
Tobias Todd Tom Tomás Tomasz Tommy Toni Tony Tove Tracy Travis Trevor Trinh Tristan Troy Tuan Tuva
Tyler Tyrone Uchenna Ugo Ulrich Uma Umar Umut Ursula Valentina Valerie Vanessa Vasilis Veer Vera
Veronica Vicky Victor Victoria Vijay Vikram Viktor Vimal Vincent Viola Violet Virginia Vivek
Vivian Vlad Wade Walter Wanda Wang Wanjiru Wei Wendy Werner Wes Whitney Wilfred Will William Willow
Winnie Wojciech Wren Xander Xavier Xenia Ximena Xin Xiu Yael Yagiz Yan Yara Yasmin Yasuo Yejide Yen
Yiannis Yiğit Yolanda Yoo-jin Yosef Youssef Yuki Yuna Yusuf Yuto Yvonne Zach Zahra Zainab Zara Zeke
Zeynep Zhang Zhen Zia Zoe Zoë Zofia Zola Zsófia Zuri Zuzanna
"""
) + kept("given")

FAMILY: Final = listed(
    """
Abbott Abdi Abe Acheampong Achterberg Acosta Adams Adeyemi Aguilar Ahlström Ahmed Akhtar Alami Albrecht
Ali Allen Almeida Alvarez Amundsen Andersen Anderson Andersson Antonelli Appiah Araújo Archer Arslan
Ashworth Asante Aubert Avraham Aydin Bailey Baker Balogun Banerjee Bangura Barker Barnes Barros
Bauer Becker Bell Benítez Bennett Berg Bernard Bhatt Bianchi Björk Blackwood Blake Boateng Borges
Bosch Botha Boyd Brandt Braun Brennan Briggs Brooks Brown Bruno Bui Burke Byrne Cabrera Calloway
Campbell Cardoso Carlsen Carroll Castillo Castro Chandrasekaran Chang Chatterjee Chavez Chen Cheng
Chinwe Choi Chopra Christensen Clark Cohen Cole Collins Conti Cooper Cordero Costa Coutinho Cox
Cruz Cunningham Dahl Dang Das Davies Davis Delacroix Demir Deng Desai Diallo Diaz Dimitrov Diop
Dixon Dlamini Do Dogan Domínguez Donnelly Dubois Duffy Duong Duval Dvořák Easton Ebner Edwards
Eklund Ellis Endo Engel Eriksen Eriksson Escobar Espinoza Evans Eze Farah Farrell Faulkner Feng
Ferguson Fernandes Fernández Ferrari Fiedler Figueroa Fischer Fisher Fitzgerald Fleming Flores
Fontaine Forsberg Foster Fournier Fox Franco Fraser Freitas Friedman Fuchs Fuentes Fujimoto Fukuda
Gallagher Gallo Garcia Gardner Garza Gauthier Ghosh Gibson Gill Giordano Girard Goldberg Gomes
Gonzalez Goto Graham Grant Green Greene Griffin Grigoryan Gruber Guerrero Gunnarsson Guo Gupta
Gustafsson Gutiérrez Guzman Haas Hadid Hakimi Hall Halvorsen Hamilton Han Hansen Hara Harper Harris
Hartmann Hasegawa Hashemi Hassan Hayashi Hayes Heinrich Henderson Henry Herbst Hernández Herrera
Hidalgo Hill Ho Hoang Hoffmann Holm Holmes Hopkins Horváth Hosseini Howard Huang Huber Hughes Hunt
Hussain Huynh Ibarra Ibrahim Ikeda Ingram Inoue Isaksen Ishikawa Ito Ivanov Iyer Jackson Jacobs Jain
Jansen Janssen Javed Jenkins Jensen Jiang Jimenez Johansson Johnson Jones Jørgensen Joshi Juarez
Jung Kamara Kaminski Kang Kaplan Kapoor Karlsson Kato Kaufmann Kaur Kavanagh Kaya Keita Keller Kelly
Kennedy Keogh Khan Khumalo Kim Kimura King Kirk Klein Knight Ko Kobayashi Koch Kovač Kovács Kowalski
Kozlov Kramer Krishnan Kruger Kumar Kuznetsov Lambert Larsen Larsson Lee Lefebvre Lehmann Leone
Leroux Leung Levy Lewis Li Liang Lim Lin Lindgren Liu Lo Lombardi Lopes Lopez Lowe Lozano Lund Luo
Lynch Ma Macdonald Machado Mackenzie Maier Malik Mancini Mandal Maphosa Marchetti Mariani Marin
Marsh Martin Martínez Mason Mathur Matsumoto Mavuso Mbeki McCarthy McDonald McGrath McKenna Medina
Mehta Meier Mendes Mendoza Mensah Meyer Miller Mishra Mitchell Mohamud Molina Moore Morales Moreau
Moreno Morgan Mori Morris Moser Moyo Müller Mukherjee Muñoz Murphy Murray Mutua Mwangi Nagy Nair
Nakamura Naumann Navarro Ndlovu Neumann Ng Ngo Nguyen Nielsen Nikolaidis Nilsen Nkosi Noguchi
Nordström Novak Nowak Nunes Nyberg O'Brien O'Connor O'Neill Obi Ochoa Odhiambo Ogawa Okafor Okonkwo
Okoye Oliveira Olsen Olsson Omondi Ong Onyango Ortega Ortiz Osei Osman Otieno Ott Owens Özdemir Pace
Padilla Palmer Pan Papadopoulos Park Parker Patel Patil Paul Pedersen Peña Peng Pereira Perez
Perkins Persson Peters Petersen Petrov Phan Phillips Pillai Pinto Popescu Porter Powell Prasad Price
Quinn Quispe Rahman Raman Ramirez Ramos Rao Rasmussen Reddy Reid Reilly Reyes Ribeiro Ricci Richter
Riley Rios Rivera Roberts Robinson Rocha Rodrigues Rojas Romano Romero Rosenberg Ross Rossi Roy Ruiz
Russell Russo Saito Salazar Saleh Salinas Samuelsson Sanchez Sandoval Santana Santos Sasaki Sato
Schäfer Schmidt Schneider Scholz Schreiber Schultz Schwarz Scott Sen Serrano Sethi Shah Shapiro
Sharma Shaw Shevchenko Shimizu Silva Simmons Simon Singh Smith Solberg Solis Song Soto Sousa
Stein Stewart Strand Sullivan Sun Suzuki Svensson Takahashi Tamm Tan Tanaka Tang Taylor Teixeira
Tembo Thapa Thomas Thompson Thorne Tran Trujillo Tsai Tucker Turner Ueda Ullah Vargas Vasquez
Venter Verma Vidal Vieira Virtanen Vlasov Vogel Volkov Vu Wagner Walker Wallace Walsh Wang Ward
Warsame Watanabe Watson Weber Wei Weiss Werner West White Williams Wilson Winter Wolf Wong Woods
Wright Wu Xu Yamada Yang Yilmaz Yoon Yoshida Young Yusuf Zamora Zhang Zhao Zheng Zhou Zimmermann
"""
) + kept("family")

# People said by what they are; "my" belongs to the way of saying, not to the name.
RELATIONS: Final = phrases(
    """
mom|dad|mum|mother|father|wife|husband|brother|sister|son|daughter|grandma|grandpa|aunt|uncle|cousin
boss|manager|landlord|landlady|roommate|flatmate|neighbor|neighbour|girlfriend|boyfriend|partner
fiance|best friend|coworker|co-worker|colleague|supervisor|team lead|mentor|doctor|dentist|lawyer
accountant|plumber|babysitter|trainer|coach|tutor|therapist|professor|teacher|mother in law
sister-in-law|mother-in-law|brother in law|nephew|niece|agent|realtor|dog walker|editor|assistant
advisor|secretary|hairdresser|mechanic|piano teacher|thesis supervisor|tennis partner|intern|godmother
"""
) * 3 + kept("relations")
GROUPS: Final = phrases(
    """
team|finance team|marketing team|design team|sales team|book club|soccer team|board|family|parents
kids|HR department|legal team|support team|band|study group|staff|reading group|engineering team
interns|whole team|data team|IT department|procurement team|project team|customer success team
friends|coworkers|colleagues|roommates|in-laws|hiring committee|running club|tenants|volunteers
"""
) * 3 + kept("groups")
KIN: Final = phrases("Mom|Dad|Mum|Grandma|Grandpa|Papa|Nana|Mama|Sis|Auntie|Granny|Daddy")
AUNTS: Final = phrases(
    "Uncle|Aunt|Auntie|Grandma|Coach|Dr.|Mr.|Mrs.|Ms.|Professor|Prof.|Pastor|Dr|Father|Captain"
)

CITIES: Final = phrases(
    """
Paris|Tokyo|Lagos|Berlin|San Francisco|New York|Chicago|Boston|Seattle|Austin|Denver|Portland|London
Manchester|Leeds|Dublin|Edinburgh|Glasgow|Madrid|Barcelona|Lisbon|Porto|Rome|Milan|Naples|Vienna
Zurich|Geneva|Prague|Warsaw|Kraków|Budapest|Athens|Istanbul|Ankara|Cairo|Nairobi|Accra|Cape Town
Johannesburg|Casablanca|Tunis|Dakar|Kampala|Mumbai|Delhi|Bangalore|Chennai|Kolkata|Hyderabad|Pune
Karachi|Lahore|Dhaka|Colombo|Kathmandu|Beijing|Shanghai|Shenzhen|Hong Kong|Taipei|Seoul|Busan|Osaka
Kyoto|Sapporo|Bangkok|Hanoi|Ho Chi Minh City|Singapore|Kuala Lumpur|Jakarta|Manila|Sydney|Melbourne
Brisbane|Perth|Auckland|Wellington|Toronto|Montreal|Vancouver|Calgary|Ottawa|Mexico City|Guadalajara
Bogotá|Lima|Quito|Santiago|Buenos Aires|Montevideo|São Paulo|Rio de Janeiro|Reykjavik|Oslo|Stockholm
Gothenburg|Copenhagen|Helsinki|Tallinn|Riga|Vilnius|Kyiv|Bucharest|Sofia|Belgrade|Zagreb|Ljubljana
Munich|Hamburg|Cologne|Frankfurt|Stuttgart|Leipzig|Brussels|Antwerp|Amsterdam|Rotterdam|Utrecht
Marseille|Lyon|Nice|Bordeaux|Toulouse|Lille|Oakland|Berkeley|San Jose|Palo Alto|Sacramento|San Diego
Los Angeles|Las Vegas|Phoenix|Tucson|Salt Lake City|Boise|Omaha|Kansas City|St. Louis|Memphis
Nashville|Atlanta|Miami|Orlando|Tampa|Charlotte|Richmond|Baltimore|Philadelphia|Pittsburgh|Cleveland
Detroit|Milwaukee|Minneapolis|Madison|Albany|Buffalo|Providence|Hartford|Burlington|Santa Fe|El Paso
Houston|Dallas|San Antonio|New Orleans|Tel Aviv|Haifa|Dubai|Doha|Riyadh|Beirut|Amman|Tehran|Tashkent
"""
) + kept("cities")

KINDS_OF_PLACES: Final = phrases(
    """
restaurant|restaurants|coffee shop|cafe|pub|pubs|bar|bars|bakery|supermarket|grocery store|pharmacy
gas station|hospital|ATM|bank|hotel|hotels|gym|park|library|movie theater|bookstore|hardware store
hair salon|dry cleaner|post office|vet|dentist|pizza place|burger joint|sushi place|steakhouse|zoo
food truck|shoe store|clothing store|shopping mall|farmers market|parking garage|charging station
car wash|mechanic|museum|swimming pool|beach|bus stop|train station|subway station|taxi stand|florist
police station|church|mosque|synagogue|pet store|toy store|liquor store|ice cream shop|brewery|hostel
night club|tattoo parlor|laundromat|campground|bike shop
"""
)
QUALITIES: Final = phrases(
    """
Thai|Italian|Mexican|Indian|Chinese|Japanese|Korean|Ethiopian|vegan|gluten free|cheap|fancy|24 hour
kosher|halal|French|Greek|Turkish|Lebanese|quiet|dog friendly|Vietnamese|Peruvian|good|late night
"""
)
LANDMARKS: Final = phrases(
    """
Golden Gate Park|Central Station|Union Square|the airport|JFK|Heathrow Terminal 5|SFO|the Louvre
Penn Station|Alexanderplatz|Covent Garden|Times Square|the Eiffel Tower|Yosemite Valley|the post office
the public library|City Hall|the train station|Grand Central|the bus station|Dolores Park|Hyde Park
the gym|the dentist|the office|work|home|school|the nearest gas station|the nearest pharmacy
the closest ATM|the hospital|the stadium|the farmers market|Pike Place Market|the beach|Ikea|Costco
Trader Joe's|Whole Foods|Target|Walmart|Starbucks|Home Depot|McDonald's|the mall|the vet|UC Berkeley
Stanford University|MIT|NYU|the Apple Store|Blue Bottle Coffee|the convention center|the embassy
the nearest hardware store|the nearest coffee shop|a petrol station|the closest supermarket
Madison Square Garden|Fisherman's Wharf|the town hall|Gare du Nord|Shibuya Crossing|the zoo
the science museum|a vegan restaurant|an Italian restaurant|a bank|Lake Merritt|Mount Tam|the marina
the botanical garden|the courthouse|the DMV|the daycare|the opera house|Terminal 2|the aquarium
"""
) + kept("landmarks")
STREETS: Final = phrases(
    "Street|St|Avenue|Ave|Road|Rd|Lane|Boulevard|Blvd|Drive|Way|Court|Square|Terrace|Place"
)
VENUES: Final = phrases(
    """
Cafe|Coffee|Bistro|Bakery|Books|Diner|Kitchen|Grill|Pizza|Noodle House|Bar|Brewing|Clinic|Dental
Hotel|Inn|Hall|Gallery|Theater|Museum|Park|Gardens|Plaza|Center|Market|Fitness|Yoga|Library|Church
Tavern|Sushi|Tacos|Hardware|Pharmacy|Auto|Studios|Tower|Garage|School|College|Campus|Arena|Club
"""
)
